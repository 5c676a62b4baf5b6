using System.Globalization;
using System.Net.Sockets;
using Classifier.Access;
using Classifier.Feedback;
using Classifier.Models;
using Classifier.Server.Serving;
using Classifier.Server.Telemetry;
using Microsoft.AspNetCore.Connections;

namespace Classifier.Server.Hosting;

/// <summary>Runs the server and reports startup errors as a single line.</summary>
internal static class ServerRunner
{
    private const int Failed = 1;

    /// <summary>Builds, starts and runs the server until it is asked to stop.</summary>
    /// <param name="build">Builds the server.</param>
    /// <param name="name">The name of the program in error messages.</param>
    /// <returns>The exit code: 0, or 1 if the server cannot start or a background service has failed.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build, string name = "server")
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            await using var app = build();
            await StartAsync(app);
            var models = app.Services.GetRequiredService<ServedModels>().Current.Stable;
            app.Logger.Listening(string.Join(' ', app.Urls), models.TopicVersion, models.ClickbaitVersion);
            await app.WaitForShutdownAsync();
            await Task.WhenAll(
                app.Services.GetServices<IHostedService>()
                    .OfType<BackgroundService>()
                    .Select(service => service.ExecuteTask)
                    .OfType<Task>()
                    .Where(task => task.IsFaulted)
            );
            return 0;
        }
        catch (Exception e) when (IsStartupError(e))
        {
            var context = e is SocketException ? "cannot listen on the configured address: " : "";
            await Console.Error.WriteLineAsync($"classifier {name}: {context}{e.Message.ReplaceLineEndings(" ")}");
            return Failed;
        }
    }

    /// <summary>Starts the server.</summary>
    /// <exception cref="IOException">An address is in use.</exception>
    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            var setting = ServerAddresses.FindSetting(app.Configuration, e.Message);
            throw new IOException(
                $"{e.Message} Stop the program that listens there, or set {setting} to another address.",
                e
            );
        }
    }

    private static bool IsStartupError(Exception e) =>
        e
            is ModelException
                or FeedbackException
                or ApiKeyException
                or IOException
                or UnauthorizedAccessException
                or SocketException
                or InvalidOperationException
                or ArgumentException
                or FormatException;
}
