using Classifier.Training.Data;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Evaluation.Predictions;

/// <summary>Represents the predictions of a clickbait model for graded headlines.</summary>
internal sealed class ClickbaitPredictions
{
    /// <summary>The number of grades, 0 to 3.</summary>
    private const int GradeCount = 4;

    private readonly float[] _scores;
    private readonly float[] _grades;
    private readonly int[] _byScore;
    private readonly int[] _byGrade;
    private readonly double _threshold;

    /// <summary>Initializes the predictions.</summary>
    /// <param name="rows">Headlines with grades.</param>
    /// <param name="scores">The clickbait probability of each headline.</param>
    /// <param name="threshold">The smallest score that counts as clickbait.</param>
    public ClickbaitPredictions(IReadOnlyList<LabeledHeadline> rows, IReadOnlyList<float> scores, double threshold)
    {
        _scores = [.. scores];
        _grades = [.. rows.Select(row => row.Bait!.Value)];
        _byScore = Order(_scores);
        _byGrade = Order(_grades);
        _threshold = threshold;
    }

    /// <summary>Gets the names of the figures that <see cref="Measure"/> returns before those of the grades.</summary>
    public static IReadOnlyList<string> MeasuredFigures { get; } =
    [
        FigureNames.RocAuc,
        FigureNames.AveragePrecision,
        FigureNames.Spearman,
        FigureNames.F1,
        FigureNames.Accuracy,
        FigureNames.CalibrationError,
    ];

    /// <summary>Gets the names of the grades, in the order of their figures.</summary>
    public static IReadOnlyList<string> Labels { get; } =
    [.. Enumerable.Range(0, GradeCount).Select(grade => $"grade {grade}")];

    /// <summary>Returns the probability that a headline is clickbait.</summary>
    public float GetProbability(int row) => _scores[row];

    /// <summary>Determines whether a headline is predicted to be clickbait at the threshold.</summary>
    public bool IsPredictedBait(int row) => _scores[row] >= _threshold;

    /// <summary>Determines whether the prediction for a headline is correct.</summary>
    public bool IsCorrect(int row) => IsPredictedBait(row) == IsBait(row);

    /// <summary>Returns the number of headlines of each grade.</summary>
    public int[] GetSupport() =>
        [.. Enumerable.Range(0, GradeCount).Select(grade => _grades.Count(value => RoundGrade(value) == grade))];

    /// <summary>Computes the figures of <see cref="MeasuredFigures"/>, as defined by <see cref="Metrics.MeasureClickbait"/> except for
    /// the threshold, and the share of each grade on the correct side of the threshold.</summary>
    /// <param name="counts">The number of times each headline counts.</param>
    public double[] Measure(int[] counts)
    {
        double hits = 0,
            predicted = 0,
            bait = 0;
        double[] right = new double[GradeCount],
            support = new double[GradeCount];
        var calibration = new CalibrationBins();
        for (var i = 0; i < counts.Length; i++)
        {
            var count = counts[i];
            predicted += IsPredictedBait(i) ? count : 0;
            bait += IsBait(i) ? count : 0;
            hits += IsPredictedBait(i) && IsBait(i) ? count : 0;
            support[RoundGrade(_grades[i])] += count;
            right[RoundGrade(_grades[i])] += IsCorrect(i) ? count : 0;
            if (count > 0)
            {
                calibration.Add(_scores[i], IsBait(i), count);
            }
        }

        return
        [
            ComputeRocAuc(counts),
            ComputeAveragePrecision(counts, bait),
            ComputeSpearman(counts),
            2 * hits / (predicted + bait),
            right.Sum() / support.Sum(),
            calibration.Error,
            .. right.Select((value, grade) => value / support[grade]),
        ];
    }

    private double ComputeRocAuc(int[] counts)
    {
        double pairs = 0,
            bait = 0,
            news = 0;
        foreach (var (start, end) in GetTies(_byScore, _scores))
        {
            double baitHere = 0,
                newsHere = 0;
            for (var i = start; i < end; i++)
            {
                var row = _byScore[i];
                baitHere += IsBait(row) ? counts[row] : 0;
                newsHere += IsBait(row) ? 0 : counts[row];
            }

            pairs += baitHere * (news + (newsHere / 2));
            (bait, news) = (bait + baitHere, news + newsHere);
        }

        return pairs / (bait * news);
    }

    /// <summary>Computes the mean precision over all clickbait, in order of decreasing score; equal scores are added together.</summary>
    private double ComputeAveragePrecision(int[] counts, double bait)
    {
        double sum = 0,
            hits = 0,
            predicted = 0;
        foreach (var (start, end) in GetTies(_byScore, _scores).Reverse())
        {
            double here = 0;
            for (var i = start; i < end; i++)
            {
                var row = _byScore[i];
                predicted += counts[row];
                here += IsBait(row) ? counts[row] : 0;
            }

            hits += here;
            sum += here == 0 ? 0 : here * hits / predicted;
        }

        return sum / bait;
    }

    private double ComputeSpearman(int[] counts)
    {
        double[] x = GetRanks(_byScore, _scores, counts),
            y = GetRanks(_byGrade, _grades, counts);
        double total = counts.Sum(),
            mean = (total + 1) / 2,
            product = 0,
            squareX = 0,
            squareY = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            product += counts[i] * (x[i] - mean) * (y[i] - mean);
            squareX += counts[i] * (x[i] - mean) * (x[i] - mean);
            squareY += counts[i] * (y[i] - mean) * (y[i] - mean);
        }

        return product / Math.Sqrt(squareX * squareY);
    }

    /// <summary>Returns mean ranks, starting at 1. A headline takes as many ranks as it counts.</summary>
    private static double[] GetRanks(int[] order, float[] values, int[] counts)
    {
        var ranks = new double[order.Length];
        double before = 0;
        foreach (var (start, end) in GetTies(order, values))
        {
            double here = 0;
            for (var i = start; i < end; i++)
            {
                here += counts[order[i]];
            }

            for (var i = start; i < end; i++)
            {
                ranks[order[i]] = before + ((here + 1) / 2);
            }

            before += here;
        }

        return ranks;
    }

    /// <summary>Returns the ranges of equal values.</summary>
    private static IEnumerable<(int Start, int End)> GetTies(int[] order, float[] values)
    {
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start;
            while (end < order.Length && values[order[end]] == values[order[start]])
            {
                end++;
            }

            yield return (start, end);
        }
    }

    private static int[] Order(float[] values) => [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];

    private bool IsBait(int row) => _grades[row] >= 2;

    private static int RoundGrade(float grade) => (int)Math.Round(grade);
}
