using Classifier.Models;
using Classifier.Scoring;

namespace Classifier.Tests.Models;

/// <summary>Provides the shipped models, loaded once per test class.</summary>
public sealed class ShippedModels : IDisposable
{
    public HeadlineClassifier Classifier { get; } = HeadlineClassifier.Load(ModelStore.FindRoot());

    public void Dispose() => Classifier.Dispose();
}
