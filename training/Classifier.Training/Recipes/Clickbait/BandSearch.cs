using Classifier.Models;

namespace Classifier.Training.Recipes.Clickbait;

/// <summary>Finds the scores at which bands begin, so that bands agree with grades.</summary>
public static class BandSearch
{
    /// <summary>The thresholds: at each grade, the score from which on F1 of that grade and the higher ones is largest, never
    /// falling. Bait is rare: recall alone of both sides would buy a little of it with much that is none.</summary>
    /// <param name="scores">Scores of headlines that the model has not seen.</param>
    /// <param name="grades">Their grades, 0 to 3.</param>
    public static BandThresholds Find(IReadOnlyList<float> scores, IReadOnlyList<float> grades)
    {
        var slight = Best(scores, grades, 1, 0.15);
        var considerable = Math.Max(Best(scores, grades, 2, 0.4), slight + 0.01);
        var heavy = Math.Max(Best(scores, grades, 3, 0.75), considerable + 0.01);
        return new BandThresholds(Math.Round(slight, 3), Math.Round(considerable, 3), Math.Round(heavy, 3));
    }

    private static double Best(IReadOnlyList<float> scores, IReadOnlyList<float> grades, float grade, double fallback)
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
