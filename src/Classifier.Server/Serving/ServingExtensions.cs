using System.Globalization;
using Classifier.Models;
using Classifier.Onnx;
using Classifier.Server.Canary;
using Classifier.Server.Hosting;

namespace Classifier.Server.Serving;

/// <summary>Registers the models and their reloading.</summary>
internal static class ServingExtensions
{
    /// <summary>Loads the models from the folder <c>Classifier:Models</c>, or from the default folder.</summary>
    /// <exception cref="ModelException">A model is missing or damaged.</exception>
    /// <exception cref="InvalidOperationException">A setting is out of range.</exception>
    public static void AddServedModels(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.ReadSettings<ReloadOptions>(ReloadOptions.Section);
        options.Validate();
        var canary = builder.Configuration.ReadSettings<CanaryOptions>(CanaryOptions.Section);
        canary.Validate();
        var loader = new ModelLoader(
            ModelStore.FindRoot(builder.Configuration["Classifier:Models"]),
            ReadMaxVersions(builder.Configuration[ModelLoader.MaxVersionsKey]),
            canary,
            TimeProvider.System
        );
        var (loaded, refusals) = loader.Load(null);
        var models = new ServedModels(
            loaded,
            ReadDefaultModel(builder.Configuration[ServedModels.DefaultModelKey], loaded.Stable)
        );
        if (refusals.Count > 0)
        {
            models.Apply(loaded, new ReloadRefusal(string.Join(" ", refusals), DateTimeOffset.UtcNow));
        }

        builder.Services.AddSingleton(canary);
        builder.Services.AddSingleton(loader);
        builder.Services.AddSingleton(models);
        builder.Services.AddSingleton(provider => new ModelReloader(
            loader,
            models,
            options,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ModelReloader>>()
        ));
        builder.Services.AddHostedService<CanaryComparer>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ModelReloader>());
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

    private static int ReadMaxVersions(string? setting) =>
        setting is null ? ModelLoader.DefaultMaxVersions
        : int.TryParse(setting, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= 100 ? value
        : throw new InvalidOperationException(
            $"{ModelLoader.MaxVersionsKey} is {setting}; it must be a whole number between 1 and 100."
        );
}
