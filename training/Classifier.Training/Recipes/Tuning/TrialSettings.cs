namespace Classifier.Training.Recipes.Tuning;

/// <summary>What a trial varies of a recipe.</summary>
/// <param name="HashBits">The bits of the hashed n-grams.</param>
/// <param name="WordNgrams">The longest run of words.</param>
/// <param name="CharNgramMin">The shortest run of characters; 0 for none.</param>
/// <param name="CharNgramMax">The longest run of characters.</param>
/// <param name="Regularization">How much more strongly than usual weights are drawn to zero.</param>
public sealed record TrialSettings(
    int HashBits,
    int WordNgrams,
    int CharNgramMin,
    int CharNgramMax,
    float Regularization
)
{
    private static readonly (int Min, int Max)[] Characters = [(0, 0), (3, 4), (3, 5), (2, 4), (2, 5), (4, 6)];

    /// <summary>The settings of a recipe.</summary>
    public static TrialSettings Of(Recipe recipe) =>
        new(
            recipe.Features.HashBits,
            recipe.Features.WordNgrams,
            recipe.Features.CharNgramMin,
            recipe.Features.CharNgramMax,
            recipe.Regularization
        );

    /// <summary>Draws settings; the same random numbers give the same.</summary>
    public static TrialSettings Draw(Random random)
    {
        var (min, max) = Characters[random.Next(Characters.Length)];
        return new TrialSettings(random.Next(15, 19), random.Next(1, 4), min, max, MathF.Pow(2, random.Next(-4, 4)));
    }

    /// <summary>A recipe with these settings.</summary>
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
