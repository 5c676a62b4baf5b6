using System.Globalization;
using System.Text.Json;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf;
using Xunit;

namespace Classifier.Cli.Tests.Classifying;

/// <summary>Compares <c>ClassifyPage</c> of the API, over a real socket, with <c>classifier page</c> on the same pages.</summary>
public sealed class ClassifyPageTests(RunningServer server) : IDisposable
{
    private static readonly string Fixtures = Path.Combine(
        Repository.Root,
        "tests",
        "Classifier.Tests",
        "Pages",
        "Fixtures"
    );

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_server_and_the_command_line_give_the_same_results_for_a_page()
    {
        var client = server.Classifier;
        var pages = Directory
            .GetFiles(Fixtures)
            .Where(file => Path.GetExtension(file) is ".html" or ".txt")
            .Order(StringComparer.Ordinal)
            .ToArray();

        var local = await ClassifierProgram.RunAsync(["page", .. pages, "--format", "jsonl"]);

        Assert.Equal(0, local.ExitCode);
        Assert.Equal(pages.Length, local.Lines.Length);
        foreach (var (path, line) in pages.Zip(local.Lines))
        {
            var content = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            var response = await client.ClassifyPageAsync(
                new ClassifyPageRequest { Content = UnsafeByteOperations.UnsafeWrap(content) },
                cancellationToken: TestContext.Current.CancellationToken
            );
            Assert.Equal(
                Rows(line),
                [
                    $"{Path.GetFileName(path)} {response.Headline} {Row(response.Classification)}",
                    .. response.Modules.SelectMany(Rows),
                ]
            );
        }
    }

    private static IEnumerable<string> Rows(PageModule module) =>
        module.Items.Select(item =>
            $"{module.Position} {module.Title} {(module.Kind == PageModuleKind.Sponsored ? "sponsored" : "editorial")} {item.Position} {item.Text} {item.Href} {item.Date} {item.IsoDate} {item.Section} {Row(item.Classification)}"
        );

    private static string Row(Classification? scored) =>
        scored is null
            ? ""
            : $"{string.Join(' ', scored.Topics.Select(topic => topic.Id + Number(topic.Score)))} {Number(scored.Clickbait.Score)} {scored.LanguageSupported}";

    private static List<string> Rows(string line)
    {
        using var json = JsonDocument.Parse(line);
        var page = json.RootElement;
        var rows = new List<string>
        {
            $"{page.GetProperty("page").GetString()} {page.GetProperty("headline").GetString()} {Row(page)}",
        };
        foreach (var module in page.GetProperty("modules").EnumerateArray())
        {
            rows.AddRange(
                module
                    .GetProperty("items")
                    .EnumerateArray()
                    .Select(item =>
                        $"{Text(module, "position")} {Text(module, "title")} {Text(module, "kind")} {Text(item, "position")} {Text(item, "text")} {Text(item, "href")} {Text(item, "date")} {(item.TryGetProperty("isoDate", out var iso) ? iso.GetString() : "")} {Text(item, "section")} {Row(item)}"
                    )
            );
        }

        return rows;
    }

    private static string Row(JsonElement element) =>
        !element.TryGetProperty("classification", out var scored)
            ? ""
            : $"{string.Join(' ', scored.GetProperty("topics").EnumerateArray().Select(topic => topic.GetProperty("id").GetString() + Number(topic.GetProperty("score").GetSingle())))} {Number(scored.GetProperty("clickbait").GetProperty("score").GetSingle())} {scored.GetProperty("languageSupported").GetBoolean()}";

    private static string Text(JsonElement json, string name) => json.GetProperty(name).ToString();

    private static string Number(float score) => score.ToString("R", CultureInfo.InvariantCulture);
}
