using Classifier.Training.Data;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Evaluation.Predictions;

/// <summary>Represents the predictions of a topic model for labeled headlines.</summary>
internal sealed class TopicPredictions
{
    private readonly int[] _predicted;
    private readonly int[] _first;
    private readonly int[] _correct;
    private readonly int[] _byConfidence;
    private readonly float[] _probabilities;
    private readonly IReadOnlyList<string> _labels;

    /// <summary>Initializes the predictions.</summary>
    /// <param name="rows">Headlines with topics.</param>
    /// <param name="modelLabels">The labels of the model, in the order of its scores.</param>
    /// <param name="scores">For each headline, the probability of each label of the model.</param>
    /// <param name="labels">All labels of the headlines and of the models that are compared.</param>
    public TopicPredictions(
        IReadOnlyList<LabeledHeadline> rows,
        IReadOnlyList<string> modelLabels,
        IReadOnlyList<float[]> scores,
        IReadOnlyList<string> labels
    )
    {
        var indices = labels.Index().ToDictionary(label => label.Item, label => label.Index);
        _labels = labels;
        _probabilities = [.. scores.Select(row => row.Max())];
        _byConfidence = [.. Enumerable.Range(0, _probabilities.Length).OrderByDescending(i => _probabilities[i])];
        _predicted = [.. scores.Select(row => indices[modelLabels[row.IndexOf(row.Max())]])];
        _first = [.. rows.Select(row => indices[row.Topic!])];
        // A predicted topic counts as the correct one if it is among several correct topics.
        _correct =
        [
            .. rows.Select(
                (row, i) =>
                    row.SecondTopic == labels[_predicted[i]] || row.OtherTopics.Contains(labels[_predicted[i]])
                        ? _predicted[i]
                        : _first[i]
            ),
        ];
    }

    /// <summary>Gets the names of the figures that <see cref="Measure"/> returns before the F1 of the labels.</summary>
    public static IReadOnlyList<string> MeasuredFigures { get; } =
    [
        FigureNames.Accuracy,
        FigureNames.FirstTopicAccuracy,
        FigureNames.MacroF1,
        FigureNames.MostConfidentAccuracy,
        FigureNames.CalibrationError,
    ];

    /// <summary>Returns the label predicted for a headline.</summary>
    public string GetLabel(int row) => _labels[_predicted[row]];

    /// <summary>Returns the probability of the label predicted for a headline.</summary>
    public float GetProbability(int row) => _probabilities[row];

    /// <summary>Determines whether the label predicted for a headline is correct.</summary>
    public bool IsCorrect(int row) => _predicted[row] == _correct[row];

    /// <summary>Returns the number of headlines for which each label is correct.</summary>
    public int[] GetSupport()
    {
        var support = new int[_labels.Count];
        foreach (var label in _correct)
        {
            support[label]++;
        }

        return support;
    }

    /// <summary>Computes the figures of <see cref="MeasuredFigures"/> and the F1 of each label, as defined by
    /// <see cref="Metrics.MeasureTopics"/>. The F1 of a label without headlines is NaN and does not count in macro-F1.</summary>
    /// <param name="counts">The number of times each headline counts.</param>
    public double[] Measure(int[] counts)
    {
        var labels = _labels.Count;
        double[] hits = new double[labels],
            predicted = new double[labels],
            support = new double[labels];
        double first = 0;
        var calibration = new CalibrationBins();
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0)
            {
                continue;
            }

            predicted[_predicted[i]] += counts[i];
            support[_correct[i]] += counts[i];
            if (IsCorrect(i))
            {
                hits[_predicted[i]] += counts[i];
            }

            first += _predicted[i] == _first[i] ? counts[i] : 0;
            calibration.Add(_probabilities[i], _predicted[i] == _first[i], counts[i]);
        }

        var f1 = Enumerable
            .Range(0, labels)
            .Select(label => support[label] == 0 ? double.NaN : 2 * hits[label] / (predicted[label] + support[label]))
            .ToArray();
        var total = support.Sum();
        return
        [
            hits.Sum() / total,
            first / total,
            f1.Where(double.IsFinite).Average(),
            GetAccuracyOfMostConfident(counts, 0.8 * total),
            calibration.Error,
            .. f1,
        ];
    }

    /// <summary>Computes the accuracy on the most confident predictions, up to a total count.</summary>
    private double GetAccuracyOfMostConfident(int[] counts, double total)
    {
        double taken = 0,
            correct = 0;
        foreach (var row in _byConfidence)
        {
            var count = Math.Min(counts[row], total - taken);
            taken += count;
            correct += IsCorrect(row) ? count : 0;
            if (taken >= total)
            {
                break;
            }
        }

        return correct / taken;
    }
}
