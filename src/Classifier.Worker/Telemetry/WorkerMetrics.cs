using System.Diagnostics.Metrics;
using Classifier.Server.Telemetry;
using Classifier.Worker.Messages;

namespace Classifier.Worker.Telemetry;

/// <summary>Publishes metrics of the work. The headlines themselves are counted by the metrics of the server.</summary>
internal sealed class WorkerMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Classifier.Worker";

    private readonly Counter<long> _messages;
    private readonly Counter<long> _results;
    private readonly Counter<long> _dead;
    private readonly Histogram<double> _duration;
    private long _inFlight;

    /// <summary>Creates the instruments.</summary>
    public WorkerMetrics(IMeterFactory factory)
    {
        Meter = factory.Create(MeterName);
        _messages = Meter.CreateCounter<long>("classifier.worker.messages", "{message}", "Acknowledged messages.");
        _results = Meter.CreateCounter<long>("classifier.worker.results", "{result}", "Written results.");
        _dead = Meter.CreateCounter<long>(
            "classifier.worker.dead_letters",
            "{letter}",
            "Messages and headlines without a result, by reason."
        );
        _duration = Meter.CreateHistogram(
            "classifier.worker.batch.duration",
            "s",
            "Time for a batch, by stage: score, or complete (write and acknowledge).",
            advice: CallMetrics.Durations
        );
        _ = Meter.CreateObservableUpDownCounter(
            "classifier.worker.in_flight",
            () => Interlocked.Read(ref _inFlight),
            "{message}",
            "Messages that are read and not acknowledged."
        );
    }

    /// <summary>Gets the meter.</summary>
    public Meter Meter { get; }

    /// <summary>Records that messages were read.</summary>
    public void AddRead(int messages) => Interlocked.Add(ref _inFlight, messages);

    /// <summary>Records the time for scoring a batch.</summary>
    public void RecordScoring(TimeSpan time) => _duration.Record(time.TotalSeconds, Tag("stage", "score"));

    /// <summary>Records that a batch is acknowledged.</summary>
    public void RecordCompletion(IReadOnlyList<ScoredMessage> batch, TimeSpan time)
    {
        Interlocked.Add(ref _inFlight, -batch.Count);
        _duration.Record(time.TotalSeconds, Tag("stage", "complete"));
        _messages.Add(batch.Count);
        _results.Add(batch.Sum(message => message.Results.Count));
        foreach (var letter in batch.SelectMany(message => message.DeadLetters))
        {
            _dead.Add(1, Tag("reason", letter.Defect.Reason));
        }
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
