using Classifier.Models;
using Classifier.Scoring;
using Classifier.Training.Recipes.Fitting;

namespace Classifier.Training.Recipes.Topic;

/// <summary>Calibrates the probabilities of a topic model by temperature scaling (Guo et al. 2017) on held-out
/// headlines.</summary>
internal static class TopicCalibration
{
    /// <summary>Finds the temperature from 0.2 to 5 that minimizes the log loss.</summary>
    /// <param name="logits">The logits of all labels, one row per headline.</param>
    /// <param name="right">The index of the correct label of each headline.</param>
    public static double FitTemperature(IReadOnlyList<float[]> logits, IReadOnlyList<int> right) =>
        FitTemperature(logits, right, Apply);

    /// <summary>Finds the temperature from 0.2 to 5 that minimizes the log loss.</summary>
    /// <param name="logits">The logits of all labels, one row per headline.</param>
    /// <param name="right">The index of the correct label of each headline.</param>
    /// <param name="normalize">Converts a row of logits to probabilities at a temperature.</param>
    public static double FitTemperature(
        IReadOnlyList<float[]> logits,
        IReadOnlyList<int> right,
        Func<float[], double, float[]> normalize
    ) =>
        right.Count == 0
            ? 1
            : Enumerable
                .Range(0, 81)
                .Select(step => 0.2 * Math.Pow(25, step / 80.0))
                .MinBy(temperature => ComputeLogLoss([.. logits.Select(row => normalize(row, temperature))], right));

    /// <summary>Converts logits to probabilities at a temperature.</summary>
    internal static float[] Apply(float[] logits, double temperature)
    {
        var probabilities = logits.ToArray();
        TopicScorer.Normalize(probabilities, (float)(1 / temperature));
        return probabilities;
    }

    /// <summary>Computes the mean negative logarithm of the probabilities of the correct labels.</summary>
    internal static double ComputeLogLoss(IReadOnlyList<float[]> probabilities, IReadOnlyList<int> right) =>
        right.Select((label, i) => -Math.Log(Math.Max(probabilities[i][label], 1e-12))).Average();

    /// <summary>Fits the map from the logit of the best score to the probability that the best label or a second acceptable label is
    /// correct.</summary>
    /// <param name="calibrated">The calibrated probabilities, one row per headline.</param>
    /// <param name="right">The index of the correct label of each headline.</param>
    /// <param name="second">The index of a second acceptable label, or -1.</param>
    public static ModelCalibration? FitAnyTopic(
        IReadOnlyList<float[]> calibrated,
        IReadOnlyList<int> right,
        IReadOnlyList<int> second
    )
    {
        bool[] isRight =
        [
            .. calibrated.Select(
                (row, i) => row.IndexOf(row.Max()) is var best && (best == right[i] || best == second[i])
            ),
        ];
        return isRight.Distinct().Count() == 2
            ? PlattScaling.Fit([.. calibrated.Select(row => ModelCalibration.ToLogit(row.Max()))], isRight)
            : null;
    }

    /// <summary>Finds the default minimum score: the lowest multiple of 0.05 at which first answers with about that score have an
    /// accuracy of at least 40 %.</summary>
    /// <param name="calibrated">The calibrated probabilities, one row per headline.</param>
    /// <param name="right">The index of the correct label of each headline.</param>
    /// <param name="second">The index of a second acceptable label, or -1.</param>
    public static double FindMinScore(
        IReadOnlyList<float[]> calibrated,
        IReadOnlyList<int> right,
        IReadOnlyList<int> second
    )
    {
        const int MinAnswers = 20;
        for (var step = 1; step < 10; step++)
        {
            var least = step * 0.05;
            var near = calibrated
                .Select((row, i) => (Score: row.Max(), Best: row.IndexOf(row.Max()), Row: i))
                .Where(answer => answer.Score >= least && answer.Score < least + 0.05)
                .ToList();
            if (
                near.Count >= MinAnswers
                && near.Count(answer => answer.Best == right[answer.Row] || answer.Best == second[answer.Row]) * 5
                    >= near.Count * 2
            )
            {
                return Math.Round(least, 2);
            }
        }

        return 0.2;
    }
}
