using Classifier.Access;
using Classifier.Client;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace Classifier.Cli.CommandLine;

/// <summary>Represents a connection to a running server. Calls have a deadline and are retried while the server is
/// unavailable.</summary>
/// <param name="address">The address of the server.</param>
internal sealed class ServerConnection(Uri address) : IDisposable
{
    /// <summary>The environment variable with the API key to send.</summary>
    public const string KeyVariable = "CLASSIFIER_API_KEY";

    private const int MaxAttempts = 5;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    /// <summary>Gets the channel to the server.</summary>
    public GrpcChannel Channel { get; } =
        GrpcChannel.ForAddress(
            address,
            new GrpcChannelOptions
            {
                MaxReceiveMessageSize = null,
                MaxSendMessageSize = null,
                ServiceConfig = new ServiceConfig { MethodConfigs = { Connection.CreateRetries(MaxAttempts) } },
            }
        );

    /// <summary>Calls the server.</summary>
    /// <param name="call">Starts the call.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="CommandException">No server answers, or it rejects the call.</exception>
    public async Task<T> CallAsync<T>(Func<CallOptions, AsyncUnaryCall<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call(
                new CallOptions(
                    Environment.GetEnvironmentVariable(KeyVariable) is { Length: > 0 } key
                        ? new Metadata { { ApiKey.Header, key } }
                        : null,
                    DateTime.UtcNow + Deadline,
                    cancellationToken
                )
            );
        }
        catch (RpcException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellationToken);
        }
        catch (RpcException exception)
        {
            throw new CommandException(
                exception.StatusCode switch
                {
                    StatusCode.Unavailable =>
                        $"no server answers at {address}; start it, or give another address with --server.",
                    StatusCode.DeadlineExceeded =>
                        $"the server at {address} did not answer within {Deadline.TotalSeconds:F0} seconds.",
                    StatusCode.Unauthenticated or StatusCode.PermissionDenied =>
                        $"the server at {address} refused access: {exception.Status.Detail} The command sends the key in the environment variable {KeyVariable}.",
                    StatusCode.Unimplemented =>
                        $"{address} does not offer this: it is not a Classifier server of this version, or the address is not that of Classifier:Admin:Url, which the models commands need.",
                    _ =>
                        $"the server at {address} rejected the call ({exception.StatusCode}): {exception.Status.Detail}",
                },
                exception
            );
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Channel.Dispose();
}
