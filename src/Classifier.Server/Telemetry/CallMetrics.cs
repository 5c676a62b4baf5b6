using System.Diagnostics.Metrics;
using Grpc.Core;

namespace Classifier.Server.Telemetry;

/// <summary>Publishes metrics of calls. Each call is measured once, at its end.</summary>
internal sealed class CallMetrics
{
    /// <summary>The upper bounds of the buckets of durations, in seconds.</summary>
    internal static readonly InstrumentAdvice<double> Durations = new()
    {
        HistogramBucketBoundaries =
        [
            0.0001,
            0.0002,
            0.0005,
            0.001,
            0.002,
            0.005,
            0.01,
            0.02,
            0.05,
            0.1,
            0.2,
            0.5,
            1,
            2,
            5,
            10,
            30,
        ],
    };

    /// <summary>The names of the codes in the order of their numbers (https://grpc.io/docs/guides/status-codes).</summary>
    private static readonly string[] Codes =
    [
        "OK",
        "CANCELLED",
        "UNKNOWN",
        "INVALID_ARGUMENT",
        "DEADLINE_EXCEEDED",
        "NOT_FOUND",
        "ALREADY_EXISTS",
        "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED",
        "FAILED_PRECONDITION",
        "ABORTED",
        "OUT_OF_RANGE",
        "UNIMPLEMENTED",
        "INTERNAL",
        "UNAVAILABLE",
        "DATA_LOSS",
        "UNAUTHENTICATED",
    ];

    private static readonly (CallStage Stage, string Name)[] Stages =
    [
        .. Enum.GetValues<CallStage>().Select(stage => (stage, CallRecord.GetName(stage))),
    ];

    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _stageDuration;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _items;
    private readonly Counter<long> _bytes;
    private long _active;

    /// <summary>Creates the instruments.</summary>
    public CallMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(ServerMetrics.MeterName);
        _duration = meter.CreateHistogram(
            "classifier.call.duration",
            "s",
            "Time from the headers of a request to the end of its response, by method, protocol, and code.",
            advice: Durations
        );
        _stageDuration = meter.CreateHistogram(
            "classifier.call.stage.duration",
            "s",
            "Time that a call spends with a stage: queue, read, score, or reply.",
            advice: Durations
        );
        _errors = meter.CreateCounter<long>(
            "classifier.call.errors",
            "{call}",
            "Calls that ended with an error, by code and reason."
        );
        _items = meter.CreateCounter<long>(
            "classifier.items",
            "{headline}",
            "Headlines that calls have results for: classified, or invalid."
        );
        _bytes = meter.CreateCounter<long>("classifier.call.io", "By", "Bytes of requests and responses.");
        _ = meter.CreateObservableUpDownCounter(
            "classifier.calls.active",
            () => Interlocked.Read(ref _active),
            "{call}",
            "Calls in progress."
        );
    }

    /// <summary>Returns the name of a code, such as RESOURCE_EXHAUSTED.</summary>
    public static string GetName(StatusCode code) =>
        (int)code >= 0 && (int)code < Codes.Length ? Codes[(int)code] : Codes[(int)StatusCode.Unknown];

    /// <summary>Records that a call begins.</summary>
    public void Begin() => Interlocked.Increment(ref _active);

    /// <summary>Records that a call has ended.</summary>
    public void End(CallRecord call)
    {
        Interlocked.Decrement(ref _active);
        KeyValuePair<string, object?> method = new("method", call.Method),
            protocol = new("protocol", call.Protocol),
            code = new("code", GetName(call.Code));
        _duration.Record(call.Elapsed.TotalSeconds, method, protocol, code);
        foreach (var (stage, name) in Stages)
        {
            if (call.GetTime(stage) is { } time)
            {
                _stageDuration.Record(time.TotalSeconds, method, protocol, new("stage", name));
            }
        }

        if (call.Code != StatusCode.OK)
        {
            _errors.Add(1, [method, protocol, code, new("reason", call.Reason)]);
        }

        Add(_items, call.ClassifiedItems, method, protocol, new("outcome", "classified"));
        Add(_items, call.InvalidItems, method, protocol, new("outcome", "invalid"));
        Add(_bytes, call.BytesReceived, method, protocol, new("direction", "received"));
        Add(_bytes, call.BytesSent, method, protocol, new("direction", "sent"));
    }

    private static void Add(
        Counter<long> counter,
        long value,
        KeyValuePair<string, object?> method,
        KeyValuePair<string, object?> protocol,
        KeyValuePair<string, object?> kind
    )
    {
        if (value > 0)
        {
            counter.Add(value, method, protocol, kind);
        }
    }
}
