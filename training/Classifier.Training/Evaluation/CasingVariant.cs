using Classifier.Training.Recipes.Clickbait;

namespace Classifier.Training.Evaluation;

/// <summary>A way to print the same headline. A good model says the same of all.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Apply">Prints a headline so.</param>
public sealed record CasingVariant(string Name, Func<string, string> Apply)
{
    /// <summary>All variants; the first is the headline as it is.</summary>
    public static IReadOnlyList<CasingVariant> All { get; } =
    [
        new("as is", headline => headline),
        new("lower case", Casing.Lower),
        new("UPPER CASE", Casing.Upper),
        new("Title Case", Casing.Title),
        new("apostrophes dropped", Casing.WithoutApostrophes),
    ];
}
