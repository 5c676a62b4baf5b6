using Classifier.Server.Json;

namespace Classifier.Server.Hosting;

/// <summary>Asks a server on this machine whether it is ready, for containers, whose images have no other program that could.</summary>
internal static class HealthProbe
{
    /// <summary>The first argument of the program that asks instead of serving.</summary>
    public const string Command = "health";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Asks the server that was started with the same settings.</summary>
    /// <param name="args">The settings that follow the command.</param>
    /// <returns>The exit code: 0, or 1 if the server is not ready or does not answer.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var address = GetAddress(args);

            // The server has the certificate of its name, and is asked by the address of this machine.
            using var handler = new HttpClientHandler
            {
                ServerCertificateCustomValidationCallback =
                    HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
            };
            using var client = new HttpClient(handler) { Timeout = Timeout };
            using var response = await client.GetAsync(address);
            await Console.Out.WriteLineAsync(await response.Content.ReadAsStringAsync());
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or FormatException)
        {
            await Console.Error.WriteLineAsync($"classifier server: {e.Message}");
            return 1;
        }
    }

    private static Uri GetAddress(string[] args)
    {
        var configuration = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .AddCommandLine(args)
            .Build();
        var json = BindingAddress.Parse(
            configuration.ReadSettings<JsonOptions>(JsonOptions.Section).Url is { Length: > 0 } url
                ? url
                : ServerAddresses.DefaultJsonUrl
        );
        return new UriBuilder(json.Scheme, json.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : json.Host)
        {
            Port = json.Port,
            Path = "/readyz",
        }.Uri;
    }
}
