using Classifier.Training.Recipes.Clickbait;

namespace Classifier.Training.Evaluation.Predictions;

/// <summary>Represents a transformation of a headline that does not change its meaning. A robust model scores all variants alike.</summary>
/// <param name="Name">The name in reports.</param>
/// <param name="Apply">Transforms a headline.</param>
internal sealed record CasingVariant(string Name, Func<string, string> Apply)
{
    /// <summary>Gets all variants; the first is the unchanged headline.</summary>
    public static IReadOnlyList<CasingVariant> All { get; } =
    [
        new("as is", headline => headline),
        new("lower case", Casing.Lower),
        new("UPPER CASE", Casing.Upper),
        new("Title Case", Casing.Title),
        new("apostrophes dropped", Casing.WithoutApostrophes),
    ];
}
