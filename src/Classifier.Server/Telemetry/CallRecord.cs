using System.Diagnostics;
using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using RpcStatus = Google.Rpc.Status;

namespace Classifier.Server.Telemetry;

/// <summary>Records what a call does and how long that takes. Each stage of a traced call becomes a span.</summary>
/// <param name="method">The name of the method.</param>
/// <param name="protocol">The protocol: grpc or json.</param>
internal sealed class CallRecord(string method, string protocol)
{
    /// <summary>The name of the source of spans.</summary>
    public const string SourceName = "Classifier.Server";

    /// <summary>The maximum number of spans of a call. A stream could have any number.</summary>
    private const int MaxSpans = 100;

    private const string DetailsHeader = "grpc-status-details-bin";
    private const string StatusHeader = "grpc-status";

    private static readonly ActivitySource Source = new(SourceName);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly long[] _stages = new long[Enum.GetValues<CallStage>().Length];
    private long _scoredAt;
    private int _spans;
    private bool _isEnded;

    /// <summary>Gets the name of the method.</summary>
    public string Method => method;

    /// <summary>Gets the protocol: grpc or json.</summary>
    public string Protocol => protocol;

    /// <summary>Gets the code that the caller receives.</summary>
    public StatusCode Code { get; private set; } = StatusCode.Unknown;

    /// <summary>Gets the reason of the error, one of the constants of this program; empty if there is none.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Gets the number of headlines that were classified.</summary>
    public int ClassifiedItems { get; private set; }

    /// <summary>Gets the number of headlines that cannot be classified.</summary>
    public int InvalidItems { get; private set; }

    /// <summary>Gets or sets the bytes of the request that were read.</summary>
    public long BytesReceived { get; set; }

    /// <summary>Gets or sets the bytes of the response.</summary>
    public long BytesSent { get; set; }

    /// <summary>Gets the time since the start of the call.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Gets the id of the current call: the id of its trace, which the caller can choose by the header traceparent.</summary>
    public static string RequestId => Activity.Current?.TraceId.ToString() ?? "";

    /// <summary>Returns the record of an HTTP request.</summary>
    public static CallRecord Of(HttpContext context) =>
        context.Features.Get<CallRecord>() ?? throw new InvalidOperationException("The request is not recorded.");

    /// <summary>Returns the time that the call has spent with a stage; <see langword="null"/> if it has not reached it.</summary>
    public TimeSpan? GetTime(CallStage stage) => _stages[(int)stage] is > 0 and var ticks ? new TimeSpan(ticks) : null;

    /// <summary>Counts the headlines that the response has a result for.</summary>
    /// <param name="classified">The number of headlines that were classified.</param>
    /// <param name="invalid">The number of headlines that have an error instead.</param>
    public void AddItems(int classified, int invalid)
    {
        ClassifiedItems += classified;
        InvalidItems += invalid;
    }

    /// <summary>Begins a stage, which ends when the result is disposed. Waiting in between does not count.</summary>
    public Span Begin(CallStage stage) =>
        new(
            this,
            stage,
            _spans < MaxSpans && Source.StartActivity(GetName(stage)) is { } activity ? Count(activity) : null
        );

    /// <summary>Waits for a turn.</summary>
    public async ValueTask<T> WaitAsync<T>(ValueTask<T> turn)
    {
        using (Begin(CallStage.Queue))
        {
            return await turn;
        }
    }

    /// <summary>Waits for the next turn, which does not become a span.</summary>
    public ValueTask WaitAsync(ValueTask turn) =>
        turn.IsCompletedSuccessfully ? ValueTask.CompletedTask : WaitForNextAsync(turn);

    /// <summary>Records the error of a call.</summary>
    public void Fail(RpcStatus status)
    {
        Code = (StatusCode)status.Code;
        Reason = status.GetDetail<ErrorInfo>()?.Reason ?? "";
        _isEnded = true;
    }

    /// <summary>Records how the call has ended.</summary>
    public void End(HttpContext context)
    {
        if (!_isEnded)
        {
            ReadStatus(context);
        }

        if (_scoredAt > 0)
        {
            EndReply();
        }

        if (Activity.Current is { IsAllDataRequested: true } activity)
        {
            activity.DisplayName = method;
            activity.SetTag("rpc.method", method);
            activity.SetTag("rpc.system.name", protocol);
            activity.SetTag("rpc.response.status_code", CallMetrics.GetName(Code));
            activity.SetTag("classifier.items", ClassifiedItems + InvalidItems);
            if (Code != StatusCode.OK)
            {
                activity.SetTag("error.type", Reason.Length > 0 ? Reason : CallMetrics.GetName(Code));
            }
        }
    }

    /// <summary>Returns the name of a stage in metrics and traces.</summary>
    public static string GetName(CallStage stage) =>
        stage switch
        {
            CallStage.Queue => "queue",
            CallStage.Read => "read",
            CallStage.Score => "score",
            _ => "reply",
        };

    private async ValueTask WaitForNextAsync(ValueTask turn)
    {
        using (new Span(this, CallStage.Queue, null))
        {
            await turn;
        }
    }

    private Activity Count(Activity activity)
    {
        _spans++;
        return activity;
    }

    private void EndReply()
    {
        var elapsed = Stopwatch.GetElapsedTime(_scoredAt);
        _stages[(int)CallStage.Reply] = elapsed.Ticks;
        using var activity = Source.StartActivity(
            GetName(CallStage.Reply),
            ActivityKind.Internal,
            default(ActivityContext),
            startTime: DateTimeOffset.UtcNow - elapsed
        );
    }

    /// <summary>Reads the status that was written to the response.</summary>
    private void ReadStatus(HttpContext context)
    {
        var response = context.Response;
        if (protocol == CallRecorder.Json)
        {
            Code = response.StatusCode switch
            {
                _ when context.RequestAborted.IsCancellationRequested => StatusCode.Cancelled,
                < StatusCodes.Status400BadRequest => StatusCode.OK,
                StatusCodes.Status404NotFound => StatusCode.NotFound,
                StatusCodes.Status503ServiceUnavailable => StatusCode.Unavailable,
                _ => StatusCode.Unknown,
            };
            return;
        }

        var trailers = context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers;
        var headers = response.Headers.ContainsKey(StatusHeader) ? response.Headers : trailers;
        if (
            headers is null
            || !int.TryParse(headers[StatusHeader], NumberStyles.None, CultureInfo.InvariantCulture, out var code)
        )
        {
            Code = StatusCode.Cancelled; // the client has gone away before the status
            return;
        }

        Code = (StatusCode)code;
        if (Code != StatusCode.OK && headers[DetailsHeader].ToString() is { Length: > 0 } details)
        {
            Fail(RpcStatus.Parser.ParseFrom(Convert.FromBase64String(Pad(details))));
        }
    }

    /// <summary>Adds the padding that gRPC leaves out of base64.</summary>
    private static string Pad(string base64) => base64.PadRight((base64.Length + 3) / 4 * 4, '=');

    /// <summary>Measures a stage until it is disposed.</summary>
    internal readonly struct Span(CallRecord record, CallStage stage, Activity? activity) : IDisposable
    {
        private readonly long _start = Stopwatch.GetTimestamp();
        private readonly long _waited = record._stages[(int)CallStage.Queue];

        public void Dispose()
        {
            var end = Stopwatch.GetTimestamp();
            var elapsed = Stopwatch.GetElapsedTime(_start, end).Ticks;
            if (stage == CallStage.Score)
            {
                elapsed -= record._stages[(int)CallStage.Queue] - _waited;
                record._scoredAt = end;
            }

            record._stages[(int)stage] += Math.Max(elapsed, 1);
            activity?.Dispose();
        }
    }
}
