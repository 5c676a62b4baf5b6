using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Server.Serving;

/// <summary>Registers the models.</summary>
internal static class ServingExtensions
{
    /// <summary>Loads the models from the folder <c>Classifier:Models</c>, or from the default folder.</summary>
    /// <exception cref="ModelException">A model is missing or damaged.</exception>
    public static void AddServedModels(this WebApplicationBuilder builder)
    {
        var classifier = HeadlineClassifier.Load(ModelStore.FindRoot(builder.Configuration["Classifier:Models"]));
        builder.Services.AddSingleton(classifier);
        builder.Services.AddSingleton(new ServedModels(new ModelSnapshot(classifier, DateTimeOffset.UtcNow)));
    }
}
