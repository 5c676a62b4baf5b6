using Classifier.Server.Grpc;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Classifier.Server.Hosting;

/// <summary>Tells calls that the server is stopping. New calls are refused at once, calls in flight end by themselves, and open
/// streams end when the grace period expires.</summary>
internal sealed class ServerShutdown : IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _graceExpired = new();
    private readonly CancellationToken _stopping;
    private readonly CancellationTokenRegistration _registration;

    /// <summary>Waits for the server to stop.</summary>
    /// <param name="lifetime">The lifetime of the server.</param>
    /// <param name="options">The settings.</param>
    public ServerShutdown(IHostApplicationLifetime lifetime, ShutdownOptions options)
    {
        _stopping = lifetime.ApplicationStopping;
        _registration = _stopping.Register(() => _graceExpired.CancelAfter(options.Grace));
    }

    /// <summary>Gets whether the server is stopping.</summary>
    public bool IsStopping => _stopping.IsCancellationRequested;

    /// <summary>Gets the token that is canceled when open streams must end.</summary>
    public CancellationToken GraceExpired => _graceExpired.Token;

    /// <summary>Creates the exception that asks a client to turn to another server.</summary>
    public static RpcException CreateUnavailable() =>
        RpcErrors.Create(
            Code.Unavailable,
            "SERVER_STOPPING",
            "The server is stopping. Send the request again; another server may take it.",
            null,
            new RetryInfo { RetryDelay = Duration.FromTimeSpan(RetryDelay) }
        );

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        _graceExpired.Dispose();
    }
}
