using Classifier.Scoring;

namespace Classifier.Training.Recipes.Topic;

/// <summary>Makes a topic model's probabilities honest: one temperature for all logits (Guo et al. 2017), fitted on
/// headlines that the model has not seen.</summary>
public static class TopicCalibration
{
    /// <summary>The temperature with the smallest log loss, 0.2 to 5.</summary>
    /// <param name="logits">The logits of all labels, one row a headline.</param>
    /// <param name="right">The number of each headline's right label.</param>
    public static double Temperature(IReadOnlyList<float[]> logits, IReadOnlyList<int> right) =>
        right.Count == 0
            ? 1
            : Enumerable
                .Range(0, 81)
                .Select(step => 0.2 * Math.Pow(25, step / 80.0))
                .MinBy(temperature => LogLoss([.. logits.Select(row => Apply(row, temperature))], right));

    /// <summary>The probabilities that logits stand for at a temperature.</summary>
    public static float[] Apply(float[] logits, double temperature)
    {
        var probabilities = logits.ToArray();
        TopicScorer.Normalize(probabilities, (float)(1 / temperature));
        return probabilities;
    }

    /// <summary>The mean negative logarithm of the right labels' probabilities.</summary>
    public static double LogLoss(IReadOnlyList<float[]> probabilities, IReadOnlyList<int> right) =>
        right.Select((label, i) => -Math.Log(Math.Max(probabilities[i][label], 1e-12))).Average();

    /// <summary>The default smallest score: the lowest multiple of .05 from which on first answers of about that score are
    /// right at least as often as two times in five, many times as often as by chance.</summary>
    /// <param name="calibrated">Calibrated probabilities, one row a headline.</param>
    /// <param name="right">The number of each headline's right label.</param>
    /// <param name="second">The number of a label that is right as well, or -1.</param>
    public static double MinScore(
        IReadOnlyList<float[]> calibrated,
        IReadOnlyList<int> right,
        IReadOnlyList<int> second
    )
    {
        const int Fewest = 20;
        for (var step = 1; step < 10; step++)
        {
            var least = step * 0.05;
            var near = calibrated
                .Select((row, i) => (Score: row.Max(), Best: row.IndexOf(row.Max()), Row: i))
                .Where(answer => answer.Score >= least && answer.Score < least + 0.05)
                .ToList();
            if (
                near.Count >= Fewest
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
