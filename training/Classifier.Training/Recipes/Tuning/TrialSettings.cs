namespace Classifier.Training.Recipes.Tuning;

/// <summary>Represents the settings that a trial varies.</summary>
/// <param name="HashBits">The number of bits of the n-gram hashes.</param>
/// <param name="WordNgrams">The maximum length of word n-grams.</param>
/// <param name="CharNgramMin">The minimum length of character n-grams; 0 for none.</param>
/// <param name="CharNgramMax">The maximum length of character n-grams.</param>
/// <param name="Regularization">The factor by which the default L2 regularization is multiplied.</param>
internal sealed record TrialSettings(
    int HashBits,
    int WordNgrams,
    int CharNgramMin,
    int CharNgramMax,
    float Regularization
)
{
    private static readonly (int Min, int Max)[] Characters = [(0, 0), (3, 4), (3, 5), (2, 4), (2, 5), (4, 6)];

    /// <summary>Returns the settings of a recipe.</summary>
    public static TrialSettings FromRecipe(Recipe recipe) =>
        new(
            recipe.Features.HashBits,
            recipe.Features.WordNgrams,
            recipe.Features.CharNgramMin,
            recipe.Features.CharNgramMax,
            recipe.Regularization
        );

    /// <summary>Draws random settings.</summary>
    public static TrialSettings Draw(Random random)
    {
        var (min, max) = Characters[random.Next(Characters.Length)];
        return new TrialSettings(random.Next(15, 19), random.Next(1, 4), min, max, MathF.Pow(2, random.Next(-4, 4)));
    }

    /// <summary>Returns the recipe with these settings.</summary>
    public Recipe ApplyTo(Recipe recipe) =>
        recipe with
        {
            Features = recipe.Features with
            {
                HashBits = HashBits,
                WordNgrams = WordNgrams,
                CharNgramMin = CharNgramMin,
                CharNgramMax = CharNgramMax,
            },
            Regularization = Regularization,
        };
}
