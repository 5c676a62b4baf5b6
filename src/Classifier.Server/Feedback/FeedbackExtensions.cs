using Classifier.Server.Hosting;

namespace Classifier.Server.Feedback;

/// <summary>Registers the feedback feature.</summary>
internal static class FeedbackExtensions
{
    /// <summary>Adds the settings of section <c>Classifier:Feedback</c> and, if a store is configured, opens it.</summary>
    /// <exception cref="InvalidOperationException">A setting is out of range.</exception>
    /// <exception cref="Classifier.Feedback.FeedbackException">The store cannot be used.</exception>
    public static void AddFeedback(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.ReadSettings<FeedbackOptions>(FeedbackOptions.Section);
        options.Validate();
        builder.Services.AddSingleton(options);
        if (options.IsEnabled)
        {
            builder.Services.AddSingleton<FeedbackWriter>();
            builder.Services.AddHostedService<FeedbackStartup>();
        }
    }

    /// <summary>Opens the store before the server listens, so that a store that cannot be used is a startup error.</summary>
    private sealed class FeedbackStartup(FeedbackWriter writer) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            _ = writer;
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
