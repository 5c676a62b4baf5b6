using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Classifier.Server.Tests.Json;
using Xunit;

namespace Classifier.Server.Tests.Api;

/// <summary>Represents a request that docs/openapi.json shows with its response.</summary>
/// <param name="Name">The name, unique within the method.</param>
/// <param name="Method">The name of the method.</param>
/// <param name="Summary">What the example shows.</param>
/// <param name="Body">The body, or the parameter of the path if the method is GET.</param>
/// <param name="Type">The content type of the body.</param>
/// <param name="Status">The status code of the response.</param>
internal sealed partial record ApiExample(
    string Name,
    string Method,
    string Summary,
    string Body = "",
    string Type = OpenApiMedia.JsonType,
    int Status = 200
)
{
    private const string News = "Central bank raises interest rates";

    /// <summary>The HTTP methods and paths of all methods that have one.</summary>
    private static readonly Dictionary<string, (string Verb, string Path)> Routes = ApiDescription
        .Services.SelectMany(service => service.Methods)
        .Where(method => ApiDescription.GetRoute(method) is not null)
        .ToDictionary(method => method.Name, method => ApiDescription.GetRoute(method)!.Value)
        .Concat([new("Live", ("get", "/healthz")), new("Ready", ("get", "/readyz"))])
        .ToDictionary();

    /// <summary>Gets all examples.</summary>
    public static IReadOnlyList<ApiExample> All { get; } =
    [
        new("scores", "Classify", "The topic and clickbait scores of a headline", $$"""{"headline": "{{News}}"}"""),
        new(
            "reasons",
            "Classify",
            "The words that led to the scores",
            """{"headline": "Here’s why rates rise", "options": {"explain": true, "topK": 1}}"""
        ),
        new("empty", "Classify", "An empty headline", """{"headline": " "}""", Status: 400),
        new(
            "batch",
            "ClassifyBatch",
            "Headlines with ids; one is invalid",
            $$"""{"items": [{"id": "a", "headline": "{{News}}"}, {"id": "b", "headline": ""}]}"""
        ),
        new("array", "ClassifyBatch", "An array of headlines", $"""["{News}"]"""),
        new(
            "lines",
            "ClassifyBatch",
            "A headline or an item on each line",
            $$"""
            "{{News}}"
            {"id": "b", "headline": "Storm floods the coast road"}

            """,
            OpenApiMedia.LinesType
        ),
        new("noItems", "ClassifyBatch", "A batch without items", """{"items": []}""", Status: 400),
        new(
            "page",
            "ClassifyPage",
            "The HTML of a page in base64",
            $$"""{"content": "{{Convert.ToBase64String("<h1>Storm floods the coast road</h1>"u8)}}", "contentType": "text/html"}"""
        ),
        new("html", "ClassifyPage", "The HTML of a page", "<h1>Storm floods the coast road</h1>", "text/html"),
        new("emptyPage", "ClassifyPage", "A page without content", """{"content": ""}""", Status: 400),
        new(
            "candidates",
            "CompareHeadlines",
            "Two headlines for a story",
            """{"headlines": ["Here’s why the mayor slams the bridge", "Mayor criticises the cost of the bridge"]}"""
        ),
        new("one", "CompareHeadlines", "Too few headlines", """{"headlines": ["Rates rise"]}""", Status: 400),
        new("model", "GetModel", "The active clickbait model", "clickbait"),
        new("unknownModel", "GetModel", "A model that does not exist", "weather", Status: 404),
        new("limits", "GetServerInfo", "The limits of a server with the default settings"),
        new(
            "correction",
            "SubmitFeedback",
            "The right topic of a headline",
            $$"""{"headline": "{{News}}", "topics": ["medtop:04000000"], "who": "desk"}"""
        ),
        new(
            "noAuthor",
            "SubmitFeedback",
            "A correction without an author",
            """{"headline": "Rates rise"}""",
            Status: 400
        ),
        new("live", "Live", "A server that runs"),
        new("ready", "Ready", "A server with three models"),
    ];

    /// <summary>Sends the request and returns the status code and the body of the response: JSON, or text if it has lines.</summary>
    /// <param name="address">The address of a server.</param>
    public async Task<(int Status, JsonNode? Body)> SendAsync(string address)
    {
        var (verb, path) = Routes[Method];
        using var request = new HttpRequestMessage(HttpMethod.Parse(verb), address + Parameter().Replace(path, Body));
        if (request.Method == HttpMethod.Post)
        {
            request.Content = new StringContent(Body, new MediaTypeHeaderValue(Type));
        }

        using var response = await JsonClient.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var body =
            Type == OpenApiMedia.LinesType
                ? string.Concat(
                    text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"{Shorten(line)}\n")
                )
                : JsonNode.Parse(Shorten(text));
        return ((int)response.StatusCode, body);
    }

    /// <summary>Determines whether two responses are equal. Scores may differ by a thousandth.</summary>
    public static bool AreEqual(string left, string right) =>
        Scores().Split(left).SequenceEqual(Scores().Split(right))
        && Scores()
            .Matches(left)
            .Zip(Scores().Matches(right))
            .All(pair => Math.Abs(Parse(pair.First) - Parse(pair.Second)) < 1e-3);

    private static double Parse(Match match) => double.Parse(match.Value, CultureInfo.InvariantCulture);

    /// <summary>Replaces what differs between servers: times, counts of calls and headlines, the build, and the numbers of
    /// threads.</summary>
    private static string Shorten(string json)
    {
        json = Builds().Replace(Times().Replace(json, "2026-01-05T08:00:00Z"), "");
        return Threads().Replace(Counts().Replace(json, "0"), "1");
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"-?\d+\.\d+([eE]-?\d+)?")]
    private static partial Regex Scores();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[\d:.]+Z")]
    private static partial Regex Times();

    [GeneratedRegex("""(?<="(calls|headlines)": ")\d+""")]
    private static partial Regex Counts();

    [GeneratedRegex("""(?<="(accurateThreads|maxConcurrentPages)": )\d+""")]
    private static partial Regex Threads();

    [GeneratedRegex("""(?<="version": "\d+\.\d+\.\d+)\+\w+""")]
    private static partial Regex Builds();
}
