using Grpc.Core;

namespace Classifier.Server.Json;

/// <summary>Represents a JSON request to the services, which expect a gRPC call. They use its HTTP context only.</summary>
/// <param name="http">The HTTP context.</param>
internal sealed class JsonServerCall(HttpContext http) : ServerCallContext
{
    /// <summary>The key that gRPC for .NET finds the HTTP context by.</summary>
    private const string HttpContextKey = "__HttpContext";

    protected override string MethodCore => http.Request.Path;

    protected override string HostCore => http.Request.Host.Value ?? "";

    protected override string PeerCore => "";

    protected override DateTime DeadlineCore => DateTime.MaxValue;

    protected override Metadata RequestHeadersCore { get; } = [];

    protected override CancellationToken CancellationTokenCore => http.RequestAborted;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore { get; } = new(null, []);

    protected override IDictionary<object, object> UserStateCore { get; } =
        new Dictionary<object, object> { [HttpContextKey] = http };

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("The services make no calls of their own.");

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}
