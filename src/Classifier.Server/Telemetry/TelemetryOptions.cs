namespace Classifier.Server.Telemetry;

/// <summary>Represents the settings of section <c>Classifier:Telemetry</c>.</summary>
internal sealed record TelemetryOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Classifier:Telemetry";

    /// <summary>The environment variable that also contains the address of a collector.</summary>
    internal const string OtlpVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Gets the address where Prometheus reads metrics from the path <c>/metrics</c>, such as <c>http://127.0.0.1:5091</c>.
    /// It serves nothing else. Metrics are not served if it is empty.</summary>
    public string PrometheusUrl { get; init; } = "";

    /// <summary>Gets the address of an OpenTelemetry collector that receives metrics, traces, and logs, such as
    /// <c>http://127.0.0.1:4317</c>. If it is empty, the environment variable OTEL_EXPORTER_OTLP_ENDPOINT decides; if that is not
    /// set, nothing is sent.</summary>
    public string OtlpEndpoint { get; init; } = "";

    /// <summary>Gets the share of calls that are traced, 0 to 1, of those whose callers have not decided it. The default is
    /// .01.</summary>
    public double TraceShare { get; init; } = 0.01;

    /// <summary>Gets which calls are logged: all, those that fail, or none, which is the default.</summary>
    public LoggedCalls LogCalls { get; init; }

    /// <summary>Gets a value indicating whether each classified headline is logged. The default is false.</summary>
    public bool LogHeadlines { get; init; }

    /// <summary>Gets a value indicating whether Prometheus can read metrics.</summary>
    public bool ServesPrometheus => !string.IsNullOrWhiteSpace(PrometheusUrl);

    /// <summary>Validates the settings.</summary>
    /// <exception cref="InvalidOperationException">A setting is out of range.</exception>
    public void Validate()
    {
        if (TraceShare is not (>= 0 and <= 1))
        {
            throw new InvalidOperationException(
                $"{Section}:{nameof(TraceShare)} is {TraceShare}; it must be between 0 and 1."
            );
        }

        if (OtlpEndpoint.Length > 0 && !Uri.TryCreate(OtlpEndpoint, UriKind.Absolute, out _))
        {
            throw new InvalidOperationException(
                $"{Section}:{nameof(OtlpEndpoint)} is {OtlpEndpoint}, which is not an address; use one like http://127.0.0.1:4317."
            );
        }
    }
}

/// <summary>Specifies which calls are logged.</summary>
internal enum LoggedCalls
{
    /// <summary>No calls.</summary>
    None,

    /// <summary>Calls that end with another status than OK.</summary>
    Failed,

    /// <summary>All calls.</summary>
    All,
}
