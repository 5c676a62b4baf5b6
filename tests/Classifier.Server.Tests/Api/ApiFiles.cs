using System.Text.Json.Nodes;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Server.Tests.Api;

/// <summary>Writes the documents of the API. Runs only when docs/api.sh asks for it.</summary>
public sealed class ApiFiles
{
    /// <summary>Gets the path of the OpenAPI document.</summary>
    public static string OpenApi { get; } = Repository.PathOf("docs", "openapi.json");

    /// <summary>Gets the path of the description for people.</summary>
    public static string Reference { get; } = Repository.PathOf("docs", "API.md");

    /// <summary>Starts a server that answers all examples: one that accepts corrections.</summary>
    internal static Task<RunningServer> StartServerAsync(TemporaryFolder folder) =>
        RunningServer.StartAsync("--Classifier:Feedback:Store", folder.Of("feedback.db"));

    [Fact(Explicit = true)]
    public async Task Documents_are_written()
    {
        using var folder = new TemporaryFolder();
        await using var server = await StartServerAsync(folder);
        var answers = new Dictionary<ApiExample, JsonNode?>();
        foreach (var example in ApiExample.All)
        {
            answers[example] = (await example.SendAsync(server.JsonAddress)).Body;
        }

        await File.WriteAllTextAsync(Reference, ApiReference.Write(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            OpenApi,
            OpenApiDocument.Write(example => answers[example]),
            TestContext.Current.CancellationToken
        );
    }
}
