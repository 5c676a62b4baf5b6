using System.IO.Pipelines;
using Classifier.Server.Admission;
using Classifier.Server.Telemetry;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Classifier.Server.Grpc.Calls;

/// <summary>Sets up the deadline and the budget of each call.</summary>
/// <remarks>gRPC for .NET ends a call at its deadline on another thread, even while the response is written, which corrupts the
/// response. The middleware therefore handles the deadline itself: it cancels the call, and the call's own thread writes the
/// status.</remarks>
internal sealed class CallMiddleware(RequestDelegate next, Callers callers, ServerLimits limits)
{
    private const string TimeoutHeader = "grpc-timeout";
    private const string EncodingHeader = "grpc-encoding";
    private static readonly PathString StreamPath = new(
        $"/{V1.ClassifierService.Descriptor.FullName}/{nameof(V1.ClassifierService.ClassifierServiceBase.ClassifyStream)}"
    );

    /// <summary>Handles a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        var hasDeadline = GrpcTimeout.TryParse(headers[TimeoutHeader], out var timeout);
        using var cancellation = hasDeadline
            ? CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted)
            : null;
        if (cancellation is not null)
        {
            headers.Remove(TimeoutHeader);
            cancellation.CancelAfter(timeout);
            context.RequestAborted = cancellation.Token;
        }

        using var call = new CallContext(
            callers.All,
            Callers.OfConnection(context),
            limits,
            hasDeadline ? DateTimeOffset.UtcNow + timeout : null,
            context.RequestAborted
        );
        context.Features.Set(call);

        // Kestrel would close the connection, with all of its calls, if one of them is slow. MessageReader ends that call.
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }

        var body = context.Request.BodyReader;
        var isStream = context.Request.Path == StreamPath;
        context.Features.Set<IRequestBodyPipeFeature>(
            new RequestBody(new MessageReader(body, call, CallRecord.Of(context), isStream))
        );
        if (headers.ContainsKey(EncodingHeader))
        {
            CallContext.Current = call;
        }

        await next(context);
    }

    private sealed class RequestBody(PipeReader reader) : IRequestBodyPipeFeature
    {
        public PipeReader Reader => reader;
    }
}
