using Classifier.Lifecycle;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Figures;
using Classifier.Training.Evaluation.Predictions;

namespace Classifier.Training.Lifecycle.Comparing;

/// <summary>Represents the differences between two models on the same headlines.</summary>
/// <param name="Figures">The differences of the figures.</param>
/// <param name="Labels">The differences of the labels, largest loss first.</param>
/// <param name="Flips">The headlines with different predictions.</param>
internal sealed record PairedMeasurement(
    IReadOnlyList<FigureDifference> Figures,
    IReadOnlyList<LabelDifference> Labels,
    IEnumerable<FlippedHeadline> Flips
)
{
    /// <summary>Measures two topic models.</summary>
    public static PairedMeasurement OfTopics(
        EvaluatedModel old,
        EvaluatedModel @new,
        IReadOnlyList<LabeledHeadline> rows,
        int seed
    )
    {
        string[] labels =
        [
            .. old
                .Labels.Concat(@new.Labels)
                .Concat(rows.Select(row => row.Topic!))
                .Concat(rows.Select(row => row.SecondTopic).OfType<string>())
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        TopicPredictions Predict(EvaluatedModel model) => new(rows, model.Labels, PredictScores(model, rows), labels);
        TopicPredictions before = Predict(old),
            after = Predict(@new);
        var (figures, labelDifferences) = MeasureDifferences(
            TopicPredictions.MeasuredFigures,
            labels,
            after.GetSupport(),
            before.Measure,
            after.Measure,
            rows.Count,
            seed
        );
        return new PairedMeasurement(
            figures,
            labelDifferences,
            Enumerable
                .Range(0, rows.Count)
                .Where(i => before.GetLabel(i) != after.GetLabel(i))
                .Select(i => new FlippedHeadline(
                    rows[i].Text,
                    rows[i].Topic!,
                    before.GetLabel(i),
                    before.GetProbability(i),
                    before.IsCorrect(i),
                    after.GetLabel(i),
                    after.GetProbability(i),
                    after.IsCorrect(i)
                ))
        );
    }

    /// <summary>Measures two clickbait models, each at its own threshold.</summary>
    public static PairedMeasurement OfClickbait(
        EvaluatedModel old,
        EvaluatedModel @new,
        IReadOnlyList<LabeledHeadline> rows,
        int seed
    )
    {
        ClickbaitPredictions Predict(EvaluatedModel model) =>
            new(rows, [.. PredictScores(model, rows).Select(row => row[0])], model.Bands?.Considerable ?? 0.5);
        ClickbaitPredictions before = Predict(old),
            after = Predict(@new);
        var (figures, labelDifferences) = MeasureDifferences(
            ClickbaitPredictions.MeasuredFigures,
            ClickbaitPredictions.Labels,
            after.GetSupport(),
            before.Measure,
            after.Measure,
            rows.Count,
            seed
        );
        static string GetName(ClickbaitPredictions predictions, int row) =>
            predictions.IsPredictedBait(row) ? "bait" : "news";
        static float GetConfidence(ClickbaitPredictions predictions, int row) =>
            predictions.IsPredictedBait(row) ? predictions.GetProbability(row) : 1 - predictions.GetProbability(row);
        return new PairedMeasurement(
            figures,
            labelDifferences,
            Enumerable
                .Range(0, rows.Count)
                .Where(i => before.IsPredictedBait(i) != after.IsPredictedBait(i))
                .Select(i => new FlippedHeadline(
                    rows[i].Text,
                    $"grade {rows[i].Bait:0.#}",
                    GetName(before, i),
                    GetConfidence(before, i),
                    before.IsCorrect(i),
                    GetName(after, i),
                    GetConfidence(after, i),
                    after.IsCorrect(i)
                ))
        );
    }

    private static IReadOnlyList<float[]> PredictScores(EvaluatedModel model, IReadOnlyList<LabeledHeadline> rows) =>
        model.Predict([.. rows.Select(row => row.Text)]);

    private static (List<FigureDifference> Figures, List<LabelDifference> Labels) MeasureDifferences(
        IReadOnlyList<string> names,
        IReadOnlyList<string> labels,
        int[] support,
        Func<int[], double[]> measureOld,
        Func<int[], double[]> measureNew,
        int rows,
        int seed
    )
    {
        // A lower calibration error is better, so its difference is inverted.
        double[] Subtract(double[] old, double[] @new) =>
            [
                .. old.Select(
                    (value, i) =>
                        i < names.Count && names[i] == FigureNames.CalibrationError ? value - @new[i] : @new[i] - value
                ),
            ];
        var once = Enumerable.Repeat(1, rows).ToArray();
        double[] before = measureOld(once),
            after = measureNew(once),
            differences = Subtract(before, after);
        var intervals = PairedBootstrap.Intervals(
            rows,
            counts => Subtract(measureOld(counts), measureNew(counts)),
            seed
        );
        var figures = names
            .Select(
                (name, i) =>
                    new FigureDifference(name, before[i], after[i], differences[i], intervals[i].Low, intervals[i].High)
            )
            .ToList();
        var labelDifferences = labels
            .Select((label, i) => (label, support: support[i], index: names.Count + i))
            .Where(entry => entry.support > 0)
            .Select(entry => new LabelDifference(
                entry.label,
                entry.support,
                before[entry.index],
                after[entry.index],
                differences[entry.index],
                intervals[entry.index].Low,
                intervals[entry.index].High
            ))
            .OrderBy(label => label.Difference)
            .ToList();
        return (figures, labelDifferences);
    }
}
