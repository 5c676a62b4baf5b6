namespace Classifier.Lifecycle;

/// <summary>Represents the result of an activation.</summary>
/// <param name="Previous">The version that was active before; null if there was none.</param>
/// <param name="Comparisons">The comparisons of the two versions in their current state, oldest first.</param>
public sealed record Activation(string? Previous, IReadOnlyList<ComparisonRecord> Comparisons);
