using Classifier.Access;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Tests.Access;

public sealed class ApiKeyFileTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.Of("keys.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_added_key_matches_only_its_own_secret()
    {
        var secret = Add("desk");
        var other = Add("other");

        var keys = ApiKeyFile.Read(File);

        Assert.Equal(["desk", "other"], keys.Select(key => key.Name));
        Assert.Equal(ApiKey.GetId(secret), keys[0].Id);
        Assert.True(keys[0].Matches(secret));
        Assert.False(keys[0].Matches(other));
        Assert.False(keys[0].Matches(secret[..^1] + (secret[^1] == 'A' ? 'B' : 'A')));
    }

    [Fact]
    public void The_file_contains_no_secret_and_is_only_readable_by_its_owner()
    {
        var secret = Add("desk");

        Assert.DoesNotContain(secret.Split('_', 3)[2], System.IO.File.ReadAllText(File), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        }
    }

    [Fact]
    public void A_revoked_key_is_gone_and_the_others_stay()
    {
        Add("desk");
        Add("other");

        ApiKeyFile.Revoke(File, "desk");

        Assert.Equal(["other"], ApiKeyFile.Read(File).Select(key => key.Name));
    }

    [Fact]
    public void A_name_is_used_once_and_an_unknown_name_cannot_be_revoked()
    {
        Add("desk");

        Assert.Contains("already a key named desk", Assert.Throws<ApiKeyException>(() => Add("desk")).Message);
        Assert.Contains(
            "The keys are: desk.",
            Assert.Throws<ApiKeyException>(() => ApiKeyFile.Revoke(File, "nobody")).Message
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[{}]")]
    [InlineData("[null]")]
    [InlineData("""[{"id":"1","name":"n","salt":"","hash":"","scopes":["everything"]}]""")]
    public void A_damaged_file_is_rejected_by_name(string content)
    {
        System.IO.File.WriteAllText(File, content);

        Assert.Contains(File, Assert.Throws<ApiKeyException>(() => ApiKeyFile.Read(File)).Message);
    }

    [Fact]
    public void A_key_expires_at_its_time()
    {
        var (key, _) = ApiKey.Create("desk", [ApiScopes.Classify], Now, Now.AddDays(1));

        Assert.False(key.IsExpired(Now.AddHours(23)));
        Assert.True(key.IsExpired(Now.AddDays(1)));
        Assert.False((key with { Expires = null }).IsExpired(Now.AddYears(100)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("clf_")]
    [InlineData("clf_0123456789ab")]
    [InlineData("clf_0123456789abcdef")]
    [InlineData("sk_0123456789ab_secret")]
    public void A_text_that_is_no_secret_has_no_id(string text) => Assert.Null(ApiKey.GetId(text));

    private string Add(string name) => ApiKeyFile.Add(File, name, [ApiScopes.Classify], Now, null);
}
