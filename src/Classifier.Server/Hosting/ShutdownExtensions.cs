namespace Classifier.Server.Hosting;

/// <summary>Registers the orderly end of the server.</summary>
internal static class ShutdownExtensions
{
    /// <summary>The time that streams have to end after the grace period, before their connections are closed.</summary>
    private static readonly TimeSpan ClosingTime = TimeSpan.FromMilliseconds(400);

    /// <summary>Adds the settings of section <c>Classifier:Shutdown</c>.</summary>
    /// <exception cref="InvalidOperationException">A setting is out of range.</exception>
    public static void AddShutdown(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.ReadSettings<ShutdownOptions>(ShutdownOptions.Section);
        options.Validate();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<ServerShutdown>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.Grace + ClosingTime);
    }
}
