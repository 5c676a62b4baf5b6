using Classifier.Access;
using Classifier.Server.Admission;
using Classifier.Server.Hosting;

namespace Classifier.Server.Access;

/// <summary>Registers the API keys, and refuses addresses that anyone could use.</summary>
internal static class AccessExtensions
{
    /// <summary>Adds the settings of section <c>Classifier:Security</c>. Must be called after the addresses are known.</summary>
    /// <exception cref="InvalidOperationException">Other machines can reach an address without TLS or without keys.</exception>
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.ReadSettings<SecurityOptions>(SecurityOptions.Section);
        if (!options.Insecure)
        {
            foreach (var url in ServerAddresses.GetUrls(builder.Configuration))
            {
                ThrowIfOpen(url, options);
            }
        }

        builder.AddClientCertificates(options);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<ApiKeyring>();
    }

    /// <summary>Checks the keys and rates of callers, if there is a file of keys or a rate for connections. Must be called after the
    /// middleware that handles errors.</summary>
    /// <exception cref="ApiKeyException">The file of keys is missing or damaged.</exception>
    public static void UseAccess(this WebApplication app)
    {
        var needsKeys = app.Services.GetRequiredService<SecurityOptions>().Keys.Length > 0;
        if (needsKeys)
        {
            _ = app.Services.GetRequiredService<ApiKeyring>(); // a damaged file stops the start
        }

        if (needsKeys || app.Services.GetRequiredService<ServerLimits>().HeadlinesPerSecond > 0)
        {
            app.UseMiddleware<AccessMiddleware>();
        }
    }

    private static void ThrowIfOpen(string url, SecurityOptions options)
    {
        var isEncrypted = url.StartsWith($"{Uri.UriSchemeHttps}:", StringComparison.OrdinalIgnoreCase);
        if (ServerAddresses.IsLocal(url) || (isEncrypted && options.Keys.Length > 0))
        {
            return;
        }

        var problem =
            isEncrypted ? "without API keys"
            : options.Keys.Length > 0 ? "without TLS"
            : "without TLS and API keys";
        throw new InvalidOperationException(
            $"{url} can be reached from other machines, {problem}. Use https and set {SecurityOptions.Section}:{nameof(SecurityOptions.Keys)}, "
                + $"use a loopback address, or set {SecurityOptions.Section}:{nameof(SecurityOptions.Insecure)} to true if something in front of "
                + "the server protects it. See docs/SECURITY.md."
        );
    }
}
