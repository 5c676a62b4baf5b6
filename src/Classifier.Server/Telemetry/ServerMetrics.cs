using System.Diagnostics.Metrics;
using Classifier.Server.Serving;

namespace Classifier.Server.Telemetry;

/// <summary>Publishes metrics of the served models. They are read from the models when a listener asks, so calls do not pay for
/// them.</summary>
internal sealed class ServerMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Classifier.Server";

    private readonly ServedModels _models;

    /// <summary>Creates the instruments.</summary>
    /// <param name="models">The served models.</param>
    /// <param name="factory">Creates the meter.</param>
    public ServerMetrics(ServedModels models, IMeterFactory factory)
    {
        _models = models;
        var meter = factory.Create(MeterName);
        _ = meter.CreateObservableCounter(
            "classifier.model.calls",
            GetCalls,
            "{call}",
            "Calls that each loaded version has answered."
        );
        _ = meter.CreateObservableCounter(
            "classifier.model.reloads",
            () =>
                new Measurement<long>[]
                {
                    new(models.Replacements, new KeyValuePair<string, object?>("outcome", "replaced")),
                    new(models.Refusals, new KeyValuePair<string, object?>("outcome", "refused")),
                },
            "{reload}",
            "Reloads that replaced models, and that were refused."
        );
        _ = meter.CreateObservableCounter(
            "classifier.canary.headlines",
            () => models.Current.Trial?.Selected ?? 0,
            "{headline}",
            "Headlines that were selected for the current canary."
        );
    }

    private IEnumerable<Measurement<long>> GetCalls() =>
        _models.Current.Tasks.SelectMany(
            task => task.Versions,
            (task, version) =>
                new Measurement<long>(
                    version.Calls,
                    new KeyValuePair<string, object?>("task", task.Task),
                    new KeyValuePair<string, object?>("version", version.Version)
                )
        );
}
