using System.Text.Json;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Access;

public sealed class KeysCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.Of("keys.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_is_added_listed_without_its_secret_and_revoked()
    {
        var added = await RunAsync("add", "desk", "--scopes", "classify,feedback", "--expires-in", "90");
        var secret = Assert.Single(added.Lines);
        Assert.StartsWith("clf_", secret, StringComparison.Ordinal);

        var listed = await RunAsync("list", "--json");
        using var keys = JsonDocument.Parse(listed.Output);
        var key = Assert.Single(keys.RootElement.EnumerateArray());
        Assert.Equal("desk", key.GetProperty("name").GetString());
        Assert.Equal("""["classify","feedback"]""", JsonSerializer.Serialize(key.GetProperty("scopes")));
        Assert.False(key.GetProperty("isExpired").GetBoolean());
        Assert.DoesNotContain(secret.Split('_')[2], listed.Output, StringComparison.Ordinal);
        Assert.Contains("classify, feedback", (await RunAsync("list")).Output, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("revoke", "desk")).ExitCode);
        Assert.Equal("[]", (await RunAsync("list", "--json")).Output.Trim());
    }

    [Theory]
    [InlineData("there is no scope 'everything'", "add", "desk", "--scopes", "everything")]
    [InlineData("from 1 to 36500", "add", "desk", "--expires-in", "0")]
    [InlineData("must not be empty", "add", " ")]
    [InlineData("cannot be read as API keys", "revoke", "desk")]
    public async Task An_invalid_command_is_an_error(string message, params string[] arguments)
    {
        var result = await RunAsync(arguments);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    private Task<ClassifierProgram.Result> RunAsync(params string[] arguments) =>
        ClassifierProgram.RunAsync(["keys", .. arguments, "--file", File]);
}
