using System.Text.Json.Nodes;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Server.Tests.Api;

public sealed class OpenApiDocumentTests(RunningServer shared)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_document_is_what_docs_api_writes_from_the_protos()
    {
        var document = await File.ReadAllTextAsync(ApiFiles.OpenApi, Stop);

        Assert.Equal(OpenApiDocument.Write(Shown(document)), document);
    }

    [Fact]
    public async Task The_server_answers_each_example_as_the_document_shows()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ApiFiles.StartServerAsync(folder);
        var shown = Shown(await File.ReadAllTextAsync(ApiFiles.OpenApi, Stop));
        foreach (var example in ApiExample.All)
        {
            var (status, body) = await example.SendAsync(server.JsonAddress);
            var text = $"{example.Method}: {body!.ToJsonString()}";

            Assert.Equal(example.Status, status);
            Assert.True(ApiExample.AreEqual($"{example.Method}: {shown(example)!.ToJsonString()}", text), text);
        }
    }

    [Fact]
    public async Task The_server_serves_the_document()
    {
        using var http = new HttpClient();

        Assert.Equal(
            await File.ReadAllTextAsync(ApiFiles.OpenApi, Stop),
            await http.GetStringAsync($"{shared.JsonAddress}/openapi.json", Stop)
        );
    }

    /// <summary>Returns what a document shows as the response of an example.</summary>
    private static Func<ApiExample, JsonNode?> Shown(string document)
    {
        var operations = JsonNode.Parse(document)!["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject())
            .ToDictionary(operation => (string)operation.Value!["operationId"]!, operation => operation.Value!);
        return example =>
            operations
                .GetValueOrDefault(example.Method)
                ?["responses"]!.AsObject()
                .SelectMany(response => response.Value!["content"]?.AsObject() ?? [])
                .Select(content => content.Value!["examples"]?[example.Name]?["value"]?.DeepClone())
                .FirstOrDefault(value => value is not null);
    }
}
