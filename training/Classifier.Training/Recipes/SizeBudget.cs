namespace Classifier.Training.Recipes;

/// <summary>Limits the size of a model by reducing the n-gram buckets and the word vectors.</summary>
internal static class SizeBudget
{
    /// <summary>The settings in descending order of size: the number of hash bits, and the fraction of words, most frequent
    /// first, that keep their vectors.</summary>
    private static readonly (int HashBits, double Words)[] Steps =
    [
        (18, 1),
        (17, 1),
        (17, 0.5),
        (16, 0.5),
        (16, 0.3),
        (15, 0.3),
        (15, 0.2),
        (14, 0.2),
        (14, 0.1),
        (13, 0.1),
        (13, 0.05),
        (12, 0.05),
        (11, 0.02),
        (10, 0.01),
        (10, 0),
    ];

    /// <summary>Returns the recipes to try, largest first, starting with the largest that is estimated to fit. Smaller ones
    /// follow in case the estimate is too low.</summary>
    /// <param name="recipe">The recipe without a size limit.</param>
    /// <param name="labels">The number of labels.</param>
    /// <param name="bytes">The maximum size of the zip and word vectors together.</param>
    public static IReadOnlyList<Recipe> GetCandidates(Recipe recipe, int labels, long bytes)
    {
        List<Recipe> steps =
        [
            recipe,
            .. Steps
                .Where(step => step.HashBits <= recipe.Features.HashBits)
                .Select(step =>
                    recipe with
                    {
                        Features = recipe.Features with { HashBits = step.HashBits },
                        Vectors =
                            step.Words == 0
                                ? null
                                : recipe.Vectors?.Take((int)Math.Ceiling(step.Words * recipe.Vectors.Count)),
                    }
                ),
        ];
        return [.. steps.SkipWhile((step, i) => i < steps.Count - 1 && EstimateSize(step, labels) > bytes)];
    }

    /// <summary>Estimates the size of a model. Weights are floats that hardly compress; a word vector takes one byte per
    /// component, plus its word.</summary>
    private static double EstimateSize(Recipe recipe, int labels) =>
        (3.6 * labels * (1 << recipe.Features.HashBits))
        + ((recipe.Vectors?.Count ?? 0) * (8.5 + (recipe.Vectors?.Size ?? 0)))
        + 20_000;
}
