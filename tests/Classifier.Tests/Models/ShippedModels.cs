using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Tests.Models;

/// <summary>The models that the project ships, read once.</summary>
public sealed class ShippedModels : IDisposable
{
    public HeadlineClassifier Classifier { get; } = HeadlineClassifier.Load(ModelStore.FindRoot());

    public void Dispose() => Classifier.Dispose();
}
