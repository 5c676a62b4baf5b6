using Classifier.Models;

namespace Classifier.Server.Serving;

/// <summary>Registers the models and their reloading.</summary>
internal static class ServingExtensions
{
    /// <summary>Loads the models from the folder <c>Classifier:Models</c>, or from the default folder.</summary>
    /// <exception cref="ModelException">A model is missing or damaged.</exception>
    /// <exception cref="InvalidOperationException">A setting is out of range.</exception>
    public static void AddServedModels(this WebApplicationBuilder builder)
    {
        var options =
            builder.Configuration.GetSection(ReloadOptions.Section).Get<ReloadOptions>() ?? new ReloadOptions();
        options.Validate();
        var root = ModelStore.FindRoot(builder.Configuration["Classifier:Models"]);
        var models = new ServedModels(ActiveModels.Find(root).Load(DateTimeOffset.UtcNow));
        builder.Services.AddSingleton(models);
        builder.Services.AddHostedService(provider => new ModelReloader(
            root,
            models,
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ModelReloader>>()
        ));
    }
}
