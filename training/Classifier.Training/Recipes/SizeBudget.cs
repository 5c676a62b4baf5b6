namespace Classifier.Training.Recipes;

/// <summary>Fits a model into a size, by fewer buckets for n-grams and fewer word vectors.</summary>
public static class SizeBudget
{
    /// <summary>Ever smaller models: the bits of the hashed n-grams, and the share of words, the most frequent ones, whose
    /// vectors are kept.</summary>
    private static readonly (int HashBits, double Words)[] Ladder =
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

    /// <summary>The recipes to try, largest first, from the largest that is expected to fit: what is expected is not what is
    /// measured, so smaller ones follow.</summary>
    /// <param name="recipe">The recipe of a model of any size.</param>
    /// <param name="labels">How many labels it has.</param>
    /// <param name="bytes">The most that zip and word vectors may take.</param>
    public static IReadOnlyList<Recipe> Fitting(Recipe recipe, int labels, long bytes)
    {
        List<Recipe> steps =
        [
            recipe,
            .. Ladder
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
        return [.. steps.SkipWhile((step, i) => i < steps.Count - 1 && Expected(step, labels) > bytes)];
    }

    /// <summary>Weights are floats that hardly compress; a word vector is a byte a number, and its word.</summary>
    private static double Expected(Recipe recipe, int labels) =>
        (3.6 * labels * (1 << recipe.Features.HashBits))
        + ((recipe.Vectors?.Count ?? 0) * (8.5 + (recipe.Vectors?.Size ?? 0)))
        + 20_000;
}
