using Classifier.Client;
using Classifier.Tests.Common;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Classifier.Server.Tests.Client;

/// <summary>Compares docs/CLIENT.md, which is also the description of the package, with code that runs.</summary>
public sealed class ClientSampleTests(RunningServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_code_of_the_document_is_the_code_of_the_sample()
    {
        var sample = Normalize(
            await File.ReadAllTextAsync(
                Repository.PathOf("tests", "Classifier.Server.Tests", "Client", "ClientSample.cs"),
                Stop
            )
        );

        var blocks = (await ReadBlocksAsync("csharp")).ToList();

        Assert.NotEmpty(blocks);
        Assert.All(blocks, block => Assert.Contains(Normalize(block), sample, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_sample_writes_what_the_document_shows()
    {
        using var client = new TestClient([server.Address]);
        using var output = new StringWriter();

        await ClientSample.WriteAsync(client.Client, output);

        Assert.Equal(Assert.Single(await ReadBlocksAsync("text")).Trim(), output.ToString().Trim());
    }

    [Fact]
    public async Task The_sample_registers_a_client()
    {
        var services = new ServiceCollection();
        ClientSample.Register(services);
        await using var provider = services.BuildServiceProvider();

        Assert.NotNull(provider.GetRequiredService<ClassifierClient>());
    }

    private static async Task<IEnumerable<string>> ReadBlocksAsync(string language)
    {
        var document = await File.ReadAllTextAsync(Repository.PathOf("docs", "CLIENT.md"), Stop);
        return document.Split("```" + language).Skip(1).Select(block => block.Split("```")[0]);
    }

    private static string Normalize(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));
}
