using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Classifier.Server.Hosting;

/// <summary>Configures Kestrel.</summary>
internal static class TransportExtensions
{
    /// <summary>The address that the server listens on by default: the loopback interface.</summary>
    private const string DefaultUrl = "http://127.0.0.1:5080";

    /// <summary>Large enough for the response to a batch of 1,000 headlines (about 200 kB), so that it is written without
    /// waiting for the client to read.</summary>
    private const int ResponseBufferBytes = 1024 * 1024;

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
        });
    }
}
