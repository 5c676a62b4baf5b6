using System.Diagnostics.Metrics;
using System.Globalization;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Server.Admission;
using Classifier.Server.Serving;
using Classifier.Taxonomy;

namespace Classifier.Server.Telemetry;

/// <summary>Publishes metrics of the models, of the headlines that they score, and of admission. They are read when a listener asks,
/// so calls do not pay for them.</summary>
internal sealed class ServerMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Classifier.Server";

    private const string NoTopic = "none";

    private static readonly string[] Bands =
    [
        .. Enum.GetNames<ClickbaitBand>().Select(band => band.ToLowerInvariant()),
    ];

    /// <summary>The upper bounds of the bins of clickbait scores, as Prometheus writes those of histograms.</summary>
    private static readonly string[] Bins =
    [
        .. ClickbaitBins.UpperBounds.Select(bound =>
            float.IsPositiveInfinity(bound) ? "+Inf" : bound.ToString(CultureInfo.InvariantCulture)
        ),
    ];

    private readonly ServedModels _models;

    /// <summary>Creates the instruments.</summary>
    public ServerMetrics(
        ServedModels models,
        HeadlineStatistics headlines,
        DriftMonitor drift,
        Callers callers,
        BulkScheduler bulk,
        PageScheduler pages,
        IMeterFactory factory
    )
    {
        _models = models;
        var meter = factory.Create(MeterName);
        AddModels(meter);
        AddScores(meter);
        AddDrift(meter, drift);
        AddHeadlines(meter, headlines);
        AddAdmission(meter, callers.All, bulk, pages);
    }

    private void AddModels(Meter meter)
    {
        _ = meter.CreateObservableCounter(
            "classifier.model.calls",
            () => Measure<long>(_ => true, (task, version) => [Of(version.Calls, task, version)]),
            "{call}",
            "Calls that each loaded version has answered."
        );
        _ = meter.CreateObservableGauge(
            "classifier.model.active",
            () => Measure<long>(_ => true, (task, version) => [Of(version == task.Active ? 1L : 0, task, version)]),
            description: "Loaded versions: 1 if the version answers calls that name none, otherwise 0."
        );
        _ = meter.CreateObservableCounter(
            "classifier.model.reloads",
            () =>
                new Measurement<long>[]
                {
                    new(_models.Replacements, Tag("outcome", "replaced")),
                    new(_models.Refusals, Tag("outcome", "refused")),
                },
            "{reload}",
            "Reloads that replaced models, and that were refused."
        );
        _ = meter.CreateObservableCounter(
            "classifier.canary.headlines",
            () => _models.Current.Trial?.Selected ?? 0,
            "{headline}",
            "Headlines that were selected for the current canary."
        );
    }

    private void AddScores(Meter meter)
    {
        _ = meter.CreateObservableCounter(
            "classifier.headline.topics",
            () =>
                Measure<long>(
                    HasTopics,
                    (task, version) =>
                        version
                            .Tally.ReadTopics()
                            .Zip(
                                version.Tally.Labels.Select(label => IptcTopics.FromId(label).Label).Append(NoTopic),
                                (count, topic) => Of(count, task, version, Tag("topic", topic))
                            )
                ),
            "{headline}",
            "Headlines by their most probable topic; none if no topic reaches its minimum score."
        );
        _ = meter.CreateObservableCounter(
            "classifier.headline.clickbait.bands",
            () =>
                Measure<long>(
                    HasClickbait,
                    (task, version) =>
                        version
                            .Tally.ReadBands()
                            .Zip(Bands, (count, band) => Of(count, task, version, Tag("band", band)))
                ),
            "{headline}",
            "Headlines by clickbait band."
        );
        _ = meter.CreateObservableCounter(
            "classifier.headline.clickbait.scores",
            () =>
                Measure<long>(
                    HasClickbait,
                    (task, version) =>
                        version
                            .Tally.ReadClickbait()
                            .Zip(Bins, (count, bin) => Of(count, task, version, Tag("below", bin)))
                ),
            "{headline}",
            "Headlines by clickbait score: those below the bound, and not below the next lower one."
        );
    }

    private void AddDrift(Meter meter, DriftMonitor drift)
    {
        _ = meter.CreateObservableGauge(
            "classifier.model.reference",
            () =>
                Measure<long>(
                    _ => true,
                    (task, version) => [Of(version.Model?.Manifest.Reference is null ? 0L : 1, task, version)]
                ),
            description: "Loaded versions: 1 if the version has a reference to compare its scores with, otherwise 0."
        );
        _ = meter.CreateObservableGauge(
            "classifier.drift.headlines",
            () => Measure<long>(_ => true, (task, version) => [Of(drift.Measure(version).Headlines, task, version)]),
            "{headline}",
            "Headlines that a version has scored in the last hour."
        );
        _ = meter.CreateObservableGauge(
            "classifier.drift.psi",
            () =>
                Measure<double>(
                    _ => true,
                    (task, version) => drift.Measure(version).Index is { } index ? [Of(index, task, version)] : []
                ),
            description: "Population stability index of the scores of the last hour against the reference of the version."
        );
    }

    private static void AddHeadlines(Meter meter, HeadlineStatistics headlines)
    {
        _ = meter.CreateObservableCounter(
            "classifier.headlines",
            () =>
            {
                var counts = headlines.Read();
                return new Measurement<long>[]
                {
                    new(counts.Supported, Tag("language", "supported")),
                    new(counts.Unsupported, Tag("language", "unsupported")),
                };
            },
            "{headline}",
            "Classified headlines, by whether their language is supported."
        );
        _ = meter.CreateObservableCounter(
            "classifier.headline.words",
            () =>
            {
                var counts = headlines.Read();
                return new Measurement<long>[]
                {
                    new(counts.KnownWords, Tag("vocabulary", "known")),
                    new(counts.UnknownWords, Tag("vocabulary", "unknown")),
                };
            },
            "{word}",
            "Words of classified headlines, by whether the model knows them."
        );
    }

    private static void AddAdmission(Meter meter, Budget budget, BulkScheduler bulk, PageScheduler pages)
    {
        _ = meter.CreateObservableUpDownCounter(
            "classifier.admission.waiting",
            () =>
                new Measurement<long>[]
                {
                    new(bulk.WaitingCount, Tag("queue", "bulk")),
                    new(pages.WaitingCount, Tag("queue", "pages")),
                    new(budget.GetInFlight(Resource.AccurateItems), Tag("queue", "accurate")),
                },
            description: "Calls that wait for a turn (bulk), pages that wait to be read, and headlines that wait for the accurate model."
        );
        _ = meter.CreateObservableUpDownCounter(
            "classifier.admission.bytes",
            () => budget.GetInFlight(Resource.Bytes),
            "By",
            "Bytes of messages in flight."
        );
        _ = meter.CreateObservableUpDownCounter(
            "classifier.admission.items",
            () => budget.GetInFlight(Resource.Items),
            "{headline}",
            "Headlines of batches in flight."
        );
    }

    private static bool HasTopics(LoadedVersion version) => version.Tally.Labels.Count > 0;

    private static bool HasClickbait(LoadedVersion version) => version.Task != ModelBundle.TopicTask;

    private IEnumerable<Measurement<T>> Measure<T>(
        Predicate<LoadedVersion> filter,
        Func<LoadedTask, LoadedVersion, IEnumerable<Measurement<T>>> measure
    )
        where T : struct =>
        _models.Current.Tasks.SelectMany(task =>
            task.Versions.Where(version => filter(version)).SelectMany(version => measure(task, version))
        );

    private static Measurement<T> Of<T>(
        T value,
        LoadedTask task,
        LoadedVersion version,
        params ReadOnlySpan<KeyValuePair<string, object?>> tags
    )
        where T : struct => new(value, [Tag("task", task.Task), Tag("version", version.Version), .. tags]);

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
