using System.Text.Json.Nodes;
using Classifier.Models;
using Classifier.Server.Serving;
using Classifier.Server.Telemetry;
using Classifier.Server.Tests.Serving;
using Classifier.Tests.Common;
using Classifier.V1;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Classifier.Server.Tests.Telemetry;

/// <summary>Sends headlines to a server whose topic model has the repository's headlines as its reference, and whose clickbait model
/// has none.</summary>
[InProcess("They measure with a clock of their own.")]
public sealed class DriftMonitorTests : IAsyncLifetime
{
    private const string Same = "Central bank raises interest rates";

    private static readonly string[] Usual =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "training", "data", "headlines.tsv"))
            .Skip(1)
            .Select(line => line.Split('\t')[0]),
    ];

    private readonly ModelFolder _models = new();
    private readonly Clock _clock = new();
    private RunningServer _server = null!;
    private DriftMonitor _monitor = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _models.Add(ModelBundle.TopicTask, "1");
        _models.Add(ModelBundle.ClickbaitTask, "1");
        SetReference(
            ModelBundle.TopicTask,
            ScoreReference.Measure(ModelBundle.Read(_models.Of(ModelBundle.TopicTask, "1")), Usual, "usual")
        );
        SetReference(ModelBundle.ClickbaitTask, null);
        _server = await _models.StartAsync();
        _monitor = new DriftMonitor(_server.Services.GetRequiredService<ServedModels>(), _clock);
    }

    public async ValueTask DisposeAsync()
    {
        _monitor.Dispose();
        await _server.DisposeAsync();
        _models.Dispose();
    }

    [Fact]
    public async Task Headlines_of_the_last_hour_are_compared_with_the_reference()
    {
        await SendAsync([.. Usual, .. Usual]);
        var (headlines, usual) = Measure(ModelBundle.TopicTask);
        Assert.Equal(2 * Usual.Length, headlines);
        Assert.InRange(usual!.Value, 0, 0.01);

        for (var minute = 0; minute < 61; minute++)
        {
            _monitor.TakeSnapshots();
            _clock.Now += TimeSpan.TicksPerMinute;
        }

        Assert.Equal((0, null), Measure(ModelBundle.TopicTask));
        await SendAsync([.. Enumerable.Repeat(Same, DriftMonitor.MinHeadlines)]);
        (headlines, var changed) = Measure(ModelBundle.TopicTask);
        Assert.Equal(DriftMonitor.MinHeadlines, headlines);
        Assert.InRange(changed!.Value, 1, 20);
    }

    [Fact]
    public async Task A_few_headlines_are_not_compared()
    {
        await SendAsync([.. Enumerable.Repeat(Same, DriftMonitor.MinHeadlines - 1)]);

        Assert.Equal((DriftMonitor.MinHeadlines - 1, null), Measure(ModelBundle.TopicTask));
    }

    [Fact]
    public async Task Without_a_reference_there_is_no_drift_and_metrics_say_so()
    {
        await SendAsync([.. Enumerable.Repeat(Same, DriftMonitor.MinHeadlines)]);
        using var metrics = new RecordedMetrics(_server);
        metrics.Read();

        Assert.Equal((DriftMonitor.MinHeadlines, null), Measure(ModelBundle.ClickbaitTask));
        Assert.Equal(0, metrics["classifier.model.reference clickbait 1"]);
        Assert.Equal(1, metrics["classifier.model.reference topic 1"]);
        Assert.Equal(DriftMonitor.MinHeadlines, metrics["classifier.drift.headlines clickbait 1"]);
        Assert.Equal(["topic 1"], metrics.Of("classifier.drift.psi").Keys);
    }

    private (long Headlines, double? Index) Measure(string task) =>
        _monitor.Measure(_server.Services.GetRequiredService<ServedModels>().Current.Find(task)!.Active);

    private async Task SendAsync(string[] headlines) =>
        await _server.Classifier.ClassifyBatchAsync(
            new ClassifyBatchRequest
            {
                Items = { headlines.Select(headline => new ClassifyItem { Headline = headline }) },
            },
            cancellationToken: Stop
        );

    private void SetReference(string task, ScoreReference? reference)
    {
        var path = _models.Of(task, "1", ModelBundle.ManifestName);
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        manifest["reference"] = reference is null
            ? null
            : new JsonObject
            {
                ["counts"] = new JsonArray([.. reference.Counts.Select(count => JsonValue.Create(count))]),
                ["source"] = reference.Source,
            };
        File.WriteAllText(path, manifest.ToJsonString());
    }

    private sealed class Clock : TimeProvider
    {
        public long Now { get; set; } = TimeSpan.FromDays(1).Ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }
}
