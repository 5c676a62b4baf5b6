using Classifier.Training.Data;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Evaluation;

/// <summary>What a topic model answers to labeled headlines, to be measured on any draw of them.</summary>
internal sealed class TopicAnswers
{
    private readonly int[] _given;
    private readonly int[] _first;
    private readonly int[] _right;
    private readonly int[] _surest;
    private readonly float[] _scores;
    private readonly IReadOnlyList<string> _labels;

    /// <summary>Takes a model's answers.</summary>
    /// <param name="rows">Headlines with topics.</param>
    /// <param name="modelLabels">The model's labels.</param>
    /// <param name="scores">For each headline the probability of each of them.</param>
    /// <param name="labels">All labels of the rows and of the models that are compared.</param>
    public TopicAnswers(
        IReadOnlyList<LabeledHeadline> rows,
        IReadOnlyList<string> modelLabels,
        IReadOnlyList<float[]> scores,
        IReadOnlyList<string> labels
    )
    {
        var numbers = labels
            .Select((label, number) => (label, number))
            .ToDictionary(pair => pair.label, pair => pair.number);
        _labels = labels;
        _scores = [.. scores.Select(row => row.Max())];
        _surest = [.. Enumerable.Range(0, _scores.Length).OrderByDescending(i => _scores[i])];
        _given = [.. scores.Select(row => numbers[modelLabels[row.IndexOf(row.Max())]])];
        _first = [.. rows.Select(row => numbers[row.Topic!])];
        // Where several topics are right, the one that was given counts.
        _right =
        [
            .. rows.Select(
                (row, i) =>
                    row.SecondTopic == labels[_given[i]] || row.OtherTopics.Contains(labels[_given[i]])
                        ? _given[i]
                        : _first[i]
            ),
        ];
    }

    /// <summary>The names of what <see cref="Measure"/> gives before the labels' F1.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        FigureNames.Accuracy,
        FigureNames.FirstTopicAccuracy,
        FigureNames.MacroF1,
        FigureNames.SurestAccuracy,
        FigureNames.CalibrationError,
    ];

    /// <summary>The label given to a headline.</summary>
    public string Given(int row) => _labels[_given[row]];

    /// <summary>The probability of the label given to a headline.</summary>
    public float Score(int row) => _scores[row];

    /// <summary>Whether a headline's label is right.</summary>
    public bool IsRight(int row) => _given[row] == _right[row];

    /// <summary>How many headlines each label is right for.</summary>
    public int[] Support()
    {
        var support = new int[_labels.Count];
        foreach (var label in _right)
        {
            support[label]++;
        }

        return support;
    }

    /// <summary>What <see cref="Names"/> says, macro-F1 over the labels drawn, and each label's F1 (NaN for labels not drawn),
    /// as <see cref="Metrics.Topics"/> defines them.</summary>
    /// <param name="counts">How often each headline counts.</param>
    public double[] Measure(int[] counts)
    {
        var labels = _labels.Count;
        double[] hits = new double[labels],
            given = new double[labels],
            support = new double[labels];
        double first = 0;
        var calibration = new CalibrationBins();
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0)
            {
                continue;
            }

            given[_given[i]] += counts[i];
            support[_right[i]] += counts[i];
            if (IsRight(i))
            {
                hits[_given[i]] += counts[i];
            }

            first += _given[i] == _first[i] ? counts[i] : 0;
            calibration.Add(_scores[i], _given[i] == _first[i], counts[i]);
        }

        var f1 = Enumerable
            .Range(0, labels)
            .Select(label => support[label] == 0 ? double.NaN : 2 * hits[label] / (given[label] + support[label]))
            .ToArray();
        var total = support.Sum();
        return
        [
            hits.Sum() / total,
            first / total,
            f1.Where(double.IsFinite).Average(),
            Surest(counts, 0.8 * total),
            calibration.Error,
            .. f1,
        ];
    }

    /// <summary>The accuracy on the surest headlines, so many that they count as much as asked for.</summary>
    private double Surest(int[] counts, double wanted)
    {
        double taken = 0,
            right = 0;
        foreach (var row in _surest)
        {
            var count = Math.Min(counts[row], wanted - taken);
            taken += count;
            right += IsRight(row) ? count : 0;
            if (taken >= wanted)
            {
                break;
            }
        }

        return right / taken;
    }
}
