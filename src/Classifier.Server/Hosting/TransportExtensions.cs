using Classifier.Server.Admission;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Classifier.Server.Hosting;

/// <summary>Configures Kestrel.</summary>
internal static class TransportExtensions
{
    /// <summary>The address that the server listens on by default: the loopback interface.</summary>
    private const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>The bytes of a response that are buffered for the client: enough for the response to a batch of 1,000 headlines
    /// (about 200 kB), so that it is written without waiting for the client to read.</summary>
    private const int ResponseBufferBytes = 256 * 1024;

    /// <summary>The bytes that a client can send to a call ahead of the server.</summary>
    private const int StreamWindowBytes = 128 * 1024;

    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(60);

    /// <summary>The settings that ASP.NET Core reads addresses from.</summary>
    private static readonly string[] AddressKeys =
    [
        WebHostDefaults.ServerUrlsKey,
        WebHostDefaults.HttpPortsKey,
        WebHostDefaults.HttpsPortsKey,
        "Kestrel:Endpoints",
    ];

    /// <summary>Configures the server for HTTP/2 on the configured addresses.</summary>
    public static void AddTransport(this WebApplicationBuilder builder)
    {
        if (!AddressKeys.Any(key => builder.Configuration.GetSection(key).Exists()))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2);
            kestrel.Limits.MaxRequestBodySize = null; // gRPC limits each message; a stream may have any length
            kestrel.Limits.MaxResponseBufferSize = ResponseBufferBytes;
            kestrel.Limits.Http2.KeepAlivePingDelay = PingDelay; // closes connections whose client is gone
        });
        builder
            .Services.AddOptions<KestrelServerOptions>()
            .Configure<ServerLimits>(
                (kestrel, limits) =>
                {
                    kestrel.Limits.MaxConcurrentConnections = limits.MaxConnections;
                    kestrel.Limits.Http2.MaxStreamsPerConnection = limits.MaxCallsPerConnection;

                    // Calls that the server does not read cannot use up the window of their connection, on which all other
                    // calls depend.
                    kestrel.Limits.Http2.InitialStreamWindowSize = StreamWindowBytes;
                    kestrel.Limits.Http2.InitialConnectionWindowSize = (int)
                        Math.Min(int.MaxValue, (limits.MaxCallsPerConnection + 1L) * StreamWindowBytes);
                }
            );
    }
}
