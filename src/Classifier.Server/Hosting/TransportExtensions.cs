using Classifier.Server.Admission;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Classifier.Server.Hosting;

/// <summary>Configures Kestrel.</summary>
internal static class TransportExtensions
{
    /// <summary>The bytes of a response that are buffered for the client: enough for the response to a batch of 1,000 headlines
    /// (about 200 kB), so that it is written without waiting for the client to read.</summary>
    private const int ResponseBufferBytes = 256 * 1024;

    /// <summary>The bytes that a client can send to a call ahead of the server.</summary>
    private const int StreamWindowBytes = 128 * 1024;

    /// <summary>Configures the server for HTTP/2 on the configured addresses, and for HTTP/1.1 on the address for JSON.</summary>
    public static void AddTransport(this WebApplicationBuilder builder)
    {
        builder.AddServerAddresses();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigureEndpointDefaults(endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http2;
                var callers = endpoint.ApplicationServices.GetRequiredService<Callers>();
                endpoint.Use(next =>
                    connection =>
                    {
                        callers.Add(connection);
                        return next(connection);
                    }
                );
            });
            kestrel.Limits.MaxRequestBodySize = null; // each message is limited; a stream may have any length
            kestrel.Limits.MaxResponseBufferSize = ResponseBufferBytes;
        });
        builder
            .Services.AddOptions<KestrelServerOptions>()
            .Configure<ServerLimits>(
                (kestrel, limits) =>
                {
                    kestrel.Limits.MaxConcurrentConnections = limits.MaxConnections;
                    kestrel.Limits.MaxRequestHeadersTotalSize = limits.MaxHeaderBytes;
                    kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(limits.HeaderSeconds);
                    kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(limits.IdleConnectionSeconds);
                    kestrel.Limits.Http2.MaxStreamsPerConnection = limits.MaxCallsPerConnection;
                    kestrel.Limits.Http2.MaxRequestHeaderFieldSize = limits.MaxHeaderBytes;

                    // Closes connections whose client is gone.
                    kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(limits.PingSeconds);
                    kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(limits.PingTimeoutSeconds);

                    // Calls that the server does not read cannot use up the window of their connection, on which all other
                    // calls depend.
                    kestrel.Limits.Http2.InitialStreamWindowSize = StreamWindowBytes;
                    kestrel.Limits.Http2.InitialConnectionWindowSize = (int)
                        Math.Min(int.MaxValue, (limits.MaxCallsPerConnection + 1L) * StreamWindowBytes);
                }
            );
    }
}
