namespace Classifier.Models;

/// <summary>Divides clickbait scores into bins. Most scores are small, so the lower bins are narrower.</summary>
public static class ClickbaitBins
{
    /// <summary>Gets the upper bounds of the bins, which do not belong to them; the last one is above all scores.</summary>
    public static IReadOnlyList<float> UpperBounds { get; } =
    [0.01f, 0.02f, 0.05f, 0.1f, 0.2f, 0.3f, 0.5f, 0.7f, 0.9f, float.PositiveInfinity];

    /// <summary>Returns the index of the bin of a score.</summary>
    /// <param name="score">The score, 0 to 1.</param>
    public static int Find(float score)
    {
        var bin = 0;
        while (score >= UpperBounds[bin])
        {
            bin++;
        }

        return bin;
    }
}
