using Classifier.Scoring;

namespace Classifier.Server.Canary;

/// <summary>Represents a headline that the canary classifies differently.</summary>
/// <param name="Headline">The headline.</param>
/// <param name="Stable">The result of the active versions.</param>
/// <param name="Canary">The result of the canary.</param>
internal sealed record CanarySample(string Headline, Classification Stable, Classification Canary);
