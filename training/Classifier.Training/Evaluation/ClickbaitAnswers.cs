using Classifier.Training.Data;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Evaluation;

/// <summary>What a clickbait model answers to graded headlines, to be measured on any draw of them.</summary>
internal sealed class ClickbaitAnswers
{
    /// <summary>Grades are 0 to 3.</summary>
    private const int Grades = 4;

    private readonly float[] _scores;
    private readonly float[] _grades;
    private readonly int[] _byScore;
    private readonly int[] _byGrade;
    private readonly double _threshold;

    /// <summary>Takes a model's answers.</summary>
    /// <param name="rows">Headlines with grades.</param>
    /// <param name="scores">The probability of bait of each.</param>
    /// <param name="threshold">The score from which on the model calls a headline bait.</param>
    public ClickbaitAnswers(IReadOnlyList<LabeledHeadline> rows, IReadOnlyList<float> scores, double threshold)
    {
        _scores = [.. scores];
        _grades = [.. rows.Select(row => row.Bait!.Value)];
        _byScore = Order(_scores);
        _byGrade = Order(_grades);
        _threshold = threshold;
    }

    /// <summary>The names of what <see cref="Measure"/> gives before the grades' shares.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        FigureNames.RocAuc,
        FigureNames.AveragePrecision,
        FigureNames.Spearman,
        FigureNames.F1,
        FigureNames.Accuracy,
        FigureNames.CalibrationError,
    ];

    /// <summary>What the shares behind them are of.</summary>
    public static IReadOnlyList<string> Labels { get; } =
    [.. Enumerable.Range(0, Grades).Select(grade => $"grade {grade}")];

    /// <summary>The probability that a headline is bait.</summary>
    public float Score(int row) => _scores[row];

    /// <summary>Whether the model's own threshold calls a headline bait.</summary>
    public bool IsGiven(int row) => _scores[row] >= _threshold;

    /// <summary>Whether that is right.</summary>
    public bool IsRight(int row) => IsGiven(row) == IsBait(row);

    /// <summary>How many headlines each grade has.</summary>
    public int[] Support() =>
        [.. Enumerable.Range(0, Grades).Select(grade => _grades.Count(value => Grade(value) == grade))];

    /// <summary>What <see cref="Names"/> says, as <see cref="Metrics.Clickbait"/> defines it but for the threshold, and of each
    /// grade the share on the right side of the threshold.</summary>
    /// <param name="counts">How often each headline counts.</param>
    public double[] Measure(int[] counts)
    {
        double hits = 0,
            given = 0,
            bait = 0;
        double[] right = new double[Grades],
            support = new double[Grades];
        var calibration = new CalibrationBins();
        for (var i = 0; i < counts.Length; i++)
        {
            var count = counts[i];
            given += IsGiven(i) ? count : 0;
            bait += IsBait(i) ? count : 0;
            hits += IsGiven(i) && IsBait(i) ? count : 0;
            support[Grade(_grades[i])] += count;
            right[Grade(_grades[i])] += IsRight(i) ? count : 0;
            if (count > 0)
            {
                calibration.Add(_scores[i], IsBait(i), count);
            }
        }

        return
        [
            RocAuc(counts),
            AveragePrecision(counts, bait),
            Spearman(counts),
            2 * hits / (given + bait),
            right.Sum() / support.Sum(),
            calibration.Error,
            .. right.Select((value, grade) => value / support[grade]),
        ];
    }

    private double RocAuc(int[] counts)
    {
        double pairs = 0,
            bait = 0,
            news = 0;
        foreach (var (start, end) in Ties(_byScore, _scores))
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

    /// <summary>The mean precision over all bait, from the highest score down; equal scores come in together.</summary>
    private double AveragePrecision(int[] counts, double bait)
    {
        double sum = 0,
            hits = 0,
            given = 0;
        foreach (var (start, end) in Ties(_byScore, _scores).Reverse())
        {
            double here = 0;
            for (var i = start; i < end; i++)
            {
                var row = _byScore[i];
                given += counts[row];
                here += IsBait(row) ? counts[row] : 0;
            }

            hits += here;
            sum += here == 0 ? 0 : here * hits / given;
        }

        return sum / bait;
    }

    private double Spearman(int[] counts)
    {
        double[] x = Ranks(_byScore, _scores, counts),
            y = Ranks(_byGrade, _grades, counts);
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

    /// <summary>Mean ranks from 1, where a headline takes as many places as it counts.</summary>
    private static double[] Ranks(int[] order, float[] values, int[] counts)
    {
        var ranks = new double[order.Length];
        double before = 0;
        foreach (var (start, end) in Ties(order, values))
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

    /// <summary>The runs of equal values.</summary>
    private static IEnumerable<(int Start, int End)> Ties(int[] order, float[] values)
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

    private static int Grade(float grade) => (int)Math.Round(grade);
}
