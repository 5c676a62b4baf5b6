using Classifier.Models;
using Classifier.Onnx;

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
        var snapshot = ActiveModels.Find(root).Load(DateTimeOffset.UtcNow);
        var models = new ServedModels(
            snapshot,
            ReadDefaultModel(builder.Configuration[ServedModels.DefaultModelKey], snapshot)
        );
        builder.Services.AddSingleton(models);
        builder.Services.AddHostedService(provider => new ModelReloader(
            root,
            models,
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ModelReloader>>()
        ));
    }

    /// <summary>Reads whether the accurate model is the default.</summary>
    /// <exception cref="InvalidOperationException">The setting is unknown, or there is no accurate model.</exception>
    private static bool ReadDefaultModel(string? setting, ModelSnapshot snapshot) =>
        setting switch
        {
            null or "fast" => false,
            "accurate" when snapshot.Accurate is not null => true,
            "accurate" => throw new InvalidOperationException(
                $"{ServedModels.DefaultModelKey} is accurate, but the folder of models has no accurate model in its folder {EncoderBundle.FolderName}."
            ),
            var value => throw new InvalidOperationException(
                $"{ServedModels.DefaultModelKey} is {value}; it must be fast or accurate."
            ),
        };
}
