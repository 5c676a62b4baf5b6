using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Server.Serving;

/// <summary>The models that are served, and since when.</summary>
/// <param name="Classifier">What serves them.</param>
/// <param name="LoadedAt">When they were loaded.</param>
public sealed record LoadedModels(HeadlineClassifier Classifier, DateTimeOffset LoadedAt)
{
    /// <summary>The models, by name.</summary>
    public IReadOnlyList<ModelBundle> Models => [Classifier.Clickbait, Classifier.Topic];
}
