using Classifier.Models;
using Classifier.Training.Data;

namespace Classifier.Training.Comparing;

/// <summary>What a topic model answers to labelled headlines, to be measured on any draw of them.</summary>
internal sealed class TopicAnswers
{
    private readonly int[] _given;
    private readonly int[] _right;
    private readonly float[] _scores;
    private readonly IReadOnlyList<string> _labels;

    /// <summary>Asks a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">Headlines with topics.</param>
    /// <param name="labels">All labels of the rows and of the models that are compared.</param>
    public TopicAnswers(ModelBundle model, IReadOnlyList<LabelledHeadline> rows, IReadOnlyList<string> labels)
    {
        var numbers = labels.Select((label, number) => (label, number)).ToDictionary(pair => pair.label, pair => pair.number);
        var scores = model.Predict([.. rows.Select(row => row.Text)]);
        _labels = labels;
        _scores = [.. scores.Select(row => row.Max())];
        _given = [.. scores.Select(row => numbers[model.Manifest.Labels[row.IndexOf(row.Max())]])];
        // Where two topics are right, the one that was given counts.
        _right = [.. rows.Select((row, i) => numbers[row.SecondTopic == labels[_given[i]] ? row.SecondTopic : row.Topic!])];
    }

    /// <summary>The names of what <see cref="Measure"/> gives before the labels' F1.</summary>
    public static IReadOnlyList<string> Names { get; } = [FigureNames.Accuracy, FigureNames.MacroF1, FigureNames.CalibrationError];

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
            support[label]++;
        return support;
    }

    /// <summary>Accuracy, macro-F1 over the labels drawn, calibration error, and each label's F1 (NaN for labels not drawn),
    /// as <see cref="Evaluation.Metrics.Topics"/> defines them.</summary>
    /// <param name="counts">How often each headline counts.</param>
    public double[] Measure(int[] counts)
    {
        var labels = _labels.Count;
        double[] hits = new double[labels], given = new double[labels], support = new double[labels];
        var calibration = new CalibrationBins();
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0)
                continue;
            given[_given[i]] += counts[i];
            support[_right[i]] += counts[i];
            if (IsRight(i))
                hits[_given[i]] += counts[i];
            calibration.Add(_scores[i], IsRight(i), counts[i]);
        }

        var f1 = Enumerable.Range(0, labels).Select(label =>
            support[label] == 0 ? double.NaN : 2 * hits[label] / (given[label] + support[label])).ToArray();
        return [hits.Sum() / support.Sum(), f1.Where(double.IsFinite).Average(), calibration.Error, .. f1];
    }
}
