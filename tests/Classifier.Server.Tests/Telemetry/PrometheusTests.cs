using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Classifier.Server.Tests.Serving;
using Classifier.Tests.Common;
using Classifier.V1;
using Grpc.Core;
using Xunit;

namespace Classifier.Server.Tests.Telemetry;

/// <summary>Runs Prometheus, which reads the metrics of a server, with the alerts and the dashboard of the repository.</summary>
public sealed partial class PrometheusTests : IDisposable
{
    private const string Missing = "Prometheus is not installed (Debian: apt-get install prometheus).";

    private static readonly string Deploy = Path.Combine(Repository.Root, "deploy");
    private static readonly HttpClient Http = new();

    private readonly TemporaryFolder _folder = new();
    private Process? _prometheus;

    /// <summary>Gets a value indicating whether Prometheus is installed.</summary>
    public static bool IsInstalled =>
        Environment
            .GetEnvironmentVariable("PATH")!
            .Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, "promtool")));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _prometheus?.Kill();
        _prometheus?.WaitForExit();
        _prometheus?.Dispose();
        _folder.Dispose();
    }

    [Theory(Skip = Missing, SkipUnless = nameof(IsInstalled))]
    [InlineData("check", "rules", "alerts.yml")]
    [InlineData("check", "config", "prometheus.yml")]
    [InlineData("test", "rules", "alerts_test.yml")]
    public async Task Alerts_and_their_example_are_valid_and_fire_when_they_should(
        string verb,
        string noun,
        string file
    )
    {
        var start = new ProcessStartInfo("promtool", [verb, noun, file])
        {
            WorkingDirectory = Path.Combine(Deploy, "prometheus"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var promtool = Process.Start(start)!;
        var output = promtool.StandardOutput.ReadToEndAsync(Stop);
        var errors = await promtool.StandardError.ReadToEndAsync(Stop);
        await promtool.WaitForExitAsync(Stop);

        Assert.True(promtool.ExitCode == 0, await output + errors);
    }

    [Fact(Skip = Missing, SkipUnless = nameof(IsInstalled))]
    public async Task Prometheus_answers_every_expression_of_the_dashboard_and_of_the_alerts()
    {
        await using var server = await ServerProcess.StartAsync(
            "--Classifier:Telemetry:PrometheusUrl",
            "http://127.0.0.1:0"
        );
        await CallAsync(server);
        var address = Start(new Uri(server.Addresses[^1]).Authority);

        // Rates need two samples of each metric.
        await ModelFolder.WaitForAsync(async () =>
            await QueryAsync(address, "rate(classifier_headlines_total[1m])") is { Count: 2 } found ? found : null
        );
        var alerts = await ModelFolder.WaitForAsync(async () =>
            await GetAsync(address, "rules") is { } rules
            && GetRules(rules) is { Count: > 0 } all
            && all.TrueForAll(rule => (string?)rule["health"] != "unknown")
                ? all
                : null
        );
        var names = (await GetAsync(address, "label/__name__/values"))!["data"]!
            .AsArray()
            .Select(name => (string)name!)
            .ToHashSet();

        Assert.All(alerts, alert => Assert.Equal("ok", (string?)alert["health"]));
        var expressions = alerts.Select(alert => (string)alert["query"]!).Concat(ReadDashboard()).ToList();
        Assert.InRange(expressions.Count, 30, 100);
        foreach (var expression in expressions)
        {
            Assert.NotNull(await QueryAsync(address, expression));
            Assert.All(MetricName().Matches(expression), name => Assert.Contains(name.Value, names));
        }

        foreach (var expression in ReadDashboard())
        {
            Assert.True(await QueryAsync(address, expression) is { Count: > 0 }, $"{expression} finds nothing.");
        }
    }

    /// <summary>Makes calls of all kinds, some of which fail.</summary>
    private static async Task CallAsync(ServerProcess server)
    {
        var classifier = new ClassifierService.ClassifierServiceClient(server.Channel);
        var batch = new ClassifyBatchRequest
        {
            Items =
            {
                Enumerable.Range(0, 1_000).Select(i => new ClassifyItem { Headline = $"Bank raises rates by {i}" }),
            },
        };
        batch.Items.Add(new ClassifyItem());
        await classifier.ClassifyBatchAsync(batch, cancellationToken: Stop);
        await classifier.ClassifyAsync(new ClassifyRequest { Headline = "Rates rise" }, cancellationToken: Stop);
        await Assert.ThrowsAsync<RpcException>(async () =>
            await classifier.ClassifyAsync(new ClassifyRequest(), cancellationToken: Stop)
        );
    }

    /// <summary>Starts Prometheus and returns the address of its API. </summary>
    private string Start(string target)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var configuration = _folder.Write(
            "prometheus.yml",
            $$"""
            global: { scrape_interval: 250ms, evaluation_interval: 250ms }
            rule_files: ["{{Path.Combine(Deploy, "prometheus", "alerts.yml")}}"]
            scrape_configs: [ { job_name: classifier, static_configs: [ { targets: ["{{target}}"] } ] } ]
            """
        );
        _prometheus = Process.Start(
            new ProcessStartInfo(
                "prometheus",
                [
                    $"--config.file={configuration}",
                    $"--storage.tsdb.path={_folder.Of("data")}",
                    string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"),
                    "--log.level=error",
                ]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        );
        return string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/api/v1/");
    }

    /// <summary>Returns the expressions of all panels, with the variables replaced as Grafana does.</summary>
    private static IEnumerable<string> ReadDashboard() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Deploy, "grafana", "classifier.json")))!["panels"]!
            .AsArray()
            .SelectMany(panel => panel!["targets"]?.AsArray() ?? [])
            .Select(target =>
                ((string)target!["expr"]!)
                    .Replace("$__rate_interval", "1m", StringComparison.Ordinal)
                    .Replace("$instance", ".*", StringComparison.Ordinal)
            );

    private static List<JsonNode> GetRules(JsonNode rules) =>
        [.. rules["data"]!["groups"]!.AsArray().SelectMany(group => group!["rules"]!.AsArray()).OfType<JsonNode>()];

    private static async Task<JsonArray?> QueryAsync(string address, string expression) =>
        (await GetAsync(address, $"query?query={Uri.EscapeDataString(expression)}"))?["data"]!["result"]!.AsArray();

    /// <summary>Returns an answer of the API; <see langword="null"/> if it reports an error or is not reachable yet.</summary>
    private static async Task<JsonNode?> GetAsync(string address, string path)
    {
        try
        {
            var answer = JsonNode.Parse(await Http.GetStringAsync(address + path, Stop))!;
            return (string?)answer["status"] == "success" ? answer : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\b(?:classifier|dotnet|kestrel)_\w+")]
    private static partial Regex MetricName();
}
