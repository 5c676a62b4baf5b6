using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Classifier.Server.Admin;
using Classifier.Server.Json;
using Classifier.Server.Telemetry;

namespace Classifier.Server.Hosting;

/// <summary>Determines the addresses for gRPC, JSON, administration, and metrics. Without TLS, each needs its own address, because one
/// address cannot offer both HTTP/2 and HTTP/1.1.</summary>
internal static class ServerAddresses
{
    private const string Loopback = "http://127.0.0.1:";
    private const string DefaultUrl = $"{Loopback}5080";
    private const int DefaultJsonPort = 5081;

    /// <summary>The address for JSON of a server with the default address for gRPC.</summary>
    public static string DefaultJsonUrl { get; } =
        string.Create(CultureInfo.InvariantCulture, $"{Loopback}{DefaultJsonPort}");

    private const int MaxPort = 65_535;
    private const string Endpoints = "Kestrel:Endpoints";
    private const string JsonEndpoint = "Json";

    /// <summary>Writes all addresses to section <c>Kestrel:Endpoints</c>, which specifies the protocol of each.</summary>
    /// <exception cref="FormatException">An address is invalid.</exception>
    public static void AddServerAddresses(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var settings = new Dictionary<string, string?>();
        string[] urls = [.. GetUrls(configuration)];
        if (!configuration.GetSection(Endpoints).Exists())
        {
            urls = ReadUrls(configuration);
            for (var i = 0; i < urls.Length; i++)
            {
                settings[$"{Endpoints}:Grpc{(i == 0 ? "" : i + 1)}:Url"] = urls[i];
            }

            // Kestrel warns that the endpoints replace the addresses that they were made from.
            builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Error);
            settings[WebHostDefaults.ServerUrlsKey] = "";
            settings[WebHostDefaults.HttpPortsKey] = "";
            settings[WebHostDefaults.HttpsPortsKey] = "";
        }

        var json = configuration.ReadSettings<JsonOptions>(JsonOptions.Section).Url ?? GetJsonUrl(urls);
        if (json.Length > 0 && !configuration.GetSection($"{Endpoints}:{JsonEndpoint}").Exists())
        {
            settings[$"{Endpoints}:{JsonEndpoint}:Url"] = json;
            settings[$"{Endpoints}:{JsonEndpoint}:Protocols"] = "Http1";
        }

        if (configuration.ReadSettings<AdminOptions>(AdminOptions.Section) is { IsEnabled: true } admin)
        {
            settings[$"{Endpoints}:{PrivateEndpoints.Admin}:Url"] = admin.Url;
            settings[$"{Endpoints}:{PrivateEndpoints.Admin}:Protocols"] = "Http2";
        }

        // Prometheus speaks HTTP/1.1.
        if (
            configuration.ReadSettings<TelemetryOptions>(TelemetryOptions.Section) is
            { ServesPrometheus: true } telemetry
        )
        {
            settings[$"{Endpoints}:{PrivateEndpoints.Prometheus}:Url"] = telemetry.PrometheusUrl;
            settings[$"{Endpoints}:{PrivateEndpoints.Prometheus}:Protocols"] = "Http1";
        }

        configuration.AddInMemoryCollection(settings);
    }

    /// <summary>Returns all addresses of section <c>Kestrel:Endpoints</c>.</summary>
    public static IEnumerable<string> GetUrls(IConfiguration configuration) =>
        configuration.GetSection(Endpoints).GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();

    /// <summary>Returns the setting of the address that a message of Kestrel names.</summary>
    public static string FindSetting(IConfiguration configuration, string message)
    {
        var name = configuration
            .GetSection(Endpoints)
            .GetChildren()
            .First(endpoint => endpoint["Url"] is { } url && message.Contains(url, StringComparison.OrdinalIgnoreCase))
            .Key;
        return name switch
        {
            JsonEndpoint => $"{JsonOptions.Section}:{nameof(JsonOptions.Url)}",
            PrivateEndpoints.Admin => $"{AdminOptions.Section}:{nameof(AdminOptions.Url)}",
            PrivateEndpoints.Prometheus => $"{TelemetryOptions.Section}:{nameof(TelemetryOptions.PrometheusUrl)}",
            _ => $"--urls (or {Endpoints}:{name}:Url)",
        };
    }

    /// <summary>Determines whether an address can only be reached from this machine.</summary>
    /// <exception cref="FormatException">The address is invalid.</exception>
    public static bool IsLocal(string url)
    {
        var address = BindingAddress.Parse(url);
        return address.IsUnixPipe
            || address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }

    private static string[] ReadUrls(ConfigurationManager configuration)
    {
        string[] urls =
        [
            .. Split(configuration[WebHostDefaults.ServerUrlsKey]),
            .. Split(configuration[WebHostDefaults.HttpPortsKey]).Select(port => $"http://*:{port}"),
            .. Split(configuration[WebHostDefaults.HttpsPortsKey]).Select(port => $"https://*:{port}"),
        ];
        return urls.Length > 0 ? urls : [DefaultUrl];
    }

    private static string[] Split(string? values) =>
        values?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    /// <summary>Returns the port after the first gRPC port; a free port if that is a free port, too. Returns nothing if the port
    /// is in use, so that servers with consecutive gRPC ports can run side by side.</summary>
    private static string GetJsonUrl(string[] urls)
    {
        var address = urls.Length > 0 ? BindingAddress.Parse(urls[0]) : null;
        var port =
            address is null || address.IsUnixPipe || address.Port >= MaxPort ? DefaultJsonPort
            : address.Port == 0 ? 0
            : address.Port + 1;
        if (port == 0 || IsFree(port))
        {
            return string.Create(CultureInfo.InvariantCulture, $"{Loopback}{port}");
        }

        Console.Error.WriteLine(
            $"Port {port} is in use, so JSON is not served. Set Classifier:Json:Url to another address, such as {Loopback}6081."
        );
        return "";
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
