using Classifier.Models;

namespace Classifier.Training.Recipes.Clickbait;

/// <summary>Finds the score thresholds of the clickbait bands, so that bands match grades.</summary>
internal static class BandSearch
{
    /// <summary>Finds the threshold of each grade that maximizes the F1 of that grade and higher ones. Thresholds always
    /// increase.</summary>
    /// <remarks>Uses F1 because bait is rare: balanced recall would gain a few bait headlines at the cost of many false
    /// positives.</remarks>
    /// <param name="scores">The scores of headlines that the model was not trained on.</param>
    /// <param name="grades">Their grades, from 0 to 3.</param>
    public static BandThresholds Find(IReadOnlyList<float> scores, IReadOnlyList<float> grades)
    {
        var slight = FindThreshold(scores, grades, 1, 0.15);
        var considerable = Math.Max(FindThreshold(scores, grades, 2, 0.4), slight + 0.01);
        var heavy = Math.Max(FindThreshold(scores, grades, 3, 0.75), considerable + 0.01);
        return new BandThresholds(Math.Round(slight, 3), Math.Round(considerable, 3), Math.Round(heavy, 3));
    }

    private static double FindThreshold(
        IReadOnlyList<float> scores,
        IReadOnlyList<float> grades,
        float grade,
        double fallback
    )
    {
        double higher = grades.Count(value => value >= grade);
        if (higher < 10 || grades.Count - higher < 10)
        {
            return fallback;
        }

        return Enumerable
            .Range(1, 97)
            .Select(step => step * 0.01)
            .MaxBy(threshold =>
                scores.Where((score, i) => score >= threshold && grades[i] >= grade).Count()
                / (higher + scores.Count(score => score >= threshold))
            );
    }
}
