using System.Globalization;
using System.Net.Sockets;
using Classifier.Feedback;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Server.Admission;
using Classifier.Server.Feedback;
using Classifier.Server.Telemetry;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Classifier.Server;

/// <summary>Builds and runs the server.</summary>
public static class ServerHost
{
    /// <summary>Where the server listens unless it is told otherwise: this machine only.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5080";

    private const int CannotStart = 1;

    /// <summary>A reply to a batch of 1,000 headlines, about 200 kB, is written without waiting for the client to read.</summary>
    private const int ResponseBuffer = 1024 * 1024;

    /// <summary>Where ASP.NET looks for addresses to listen at.</summary>
    private static readonly string[] AddressKeys =
    [
        WebHostDefaults.ServerUrlsKey,
        WebHostDefaults.HttpPortsKey,
        WebHostDefaults.HttpsPortsKey,
        "Kestrel:Endpoints",
    ];

    /// <summary>Runs the server until it is told to stop.</summary>
    /// <param name="args">The command line, such as <c>--urls http://127.0.0.1:6000 --Classifier:Models DIR</c>.</param>
    /// <returns>The exit code: 0, or 1 when the server cannot start.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            await using var app = Build(args);
            await app.StartAsync();
            var versions = app.Services.GetRequiredService<HeadlineClassifier>();
            app.Logger.Listening(
                string.Join(' ', app.Urls),
                versions.Topic.Manifest.Version,
                versions.Clickbait.Manifest.Version
            );
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception e)
            when (e
                    is ModelException
                        or FeedbackException
                        or IOException
                        or UnauthorizedAccessException
                        or SocketException
                        or InvalidOperationException
                        or ArgumentException
                        or FormatException
            )
        {
            var what = e is SocketException ? "cannot listen at the address that it was given: " : "";
            await Console.Error.WriteLineAsync($"classifier server: {what}{e.Message.ReplaceLineEndings(" ")}");
            return CannotStart;
        }
    }

    /// <summary>Builds the server: models loaded and checked, services mapped, not yet listening.</summary>
    /// <param name="args">The command line.</param>
    /// <exception cref="ModelException">A model is missing or broken.</exception>
    /// <exception cref="FeedbackException">The store of corrections cannot be used.</exception>
    /// <exception cref="InvalidOperationException">A limit is out of range.</exception>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
        );
        var limits = builder.Configuration.GetSection("Classifier:Limits").Get<ServerLimits>() ?? new ServerLimits();
        limits.Check();
        var feedback =
            builder.Configuration.GetSection("Classifier:Feedback").Get<FeedbackSettings>() ?? new FeedbackSettings();
        feedback.Check();
        var classifier = HeadlineClassifier.Load(ModelStore.FindRoot(builder.Configuration["Classifier:Models"]));

        if (!AddressKeys.Any(key => builder.Configuration.GetSection(key).Exists()))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http2);
            kestrel.Limits.MaxRequestBodySize = null; // gRPC limits each message; a stream may be of any length
            kestrel.Limits.MaxResponseBufferSize = ResponseBuffer;
        });
        builder.Services.AddClassifier(classifier, limits, feedback);

        var app = builder.Build();
        app.MapClassifier();
        return app;
    }
}
