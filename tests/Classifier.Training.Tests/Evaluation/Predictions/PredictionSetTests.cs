using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Baselines;
using Classifier.Training.Evaluation.Figures;
using Classifier.Training.Evaluation.Predictions;
using Xunit;

namespace Classifier.Training.Tests.Evaluation.Predictions;

public class PredictionSetTests
{
    private const double Exact = 1e-9;

    [Fact]
    public void Topic_figures_match_manual_calculation()
    {
        // Correct, second topic correct, wrong, correct, wrong; in order of decreasing confidence.
        var report = Report(
            Topic("a", null, 0.9f, 0.05f, 0.05f),
            Topic("a", "b", 0.15f, 0.8f, 0.05f),
            Topic("b", null, 0.7f, 0.2f, 0.1f),
            Topic("c", null, 0.2f, 0.2f, 0.6f),
            Topic("c", null, 0.5f, 0.1f, 0.4f)
        );
        Assert.Equal(3 / 5.0, report[FigureNames.Accuracy].Value, Exact);
        Assert.Equal(2 / 5.0, report[FigureNames.FirstTopicAccuracy].Value, Exact);
        Assert.Equal(3 / 4.0, report[FigureNames.MostConfidentAccuracy].Value, Exact);
        // a: predicted 3 times, 1 of 1 correct; b: once, 1 of 2 (the second topic counts); c: once, 1 of 2.
        Assert.Equal(((2 / 4.0) + (2 / 3.0) + (2 / 3.0)) / 3, report[FigureNames.MacroF1].Value, Exact);
        // Each prediction is in a bin of its own; only the first topic counts as correct.
        Assert.Equal((0.1 + 0.8 + 0.7 + 0.4 + 0.5) / 5, report[FigureNames.CalibrationError].Value, 1e-6);
        Assert.Equal([1, 2, 2], report.LabelFigures.Select(label => label.Support));
        Assert.Equal(
            [
                [1, 0, 0],
                [1, 1, 0],
                [1, 0, 1],
            ],
            report.Confusion
        );
    }

    [Fact]
    public void Clickbait_figures_match_the_unweighted_metrics()
    {
        float[] scores = [0.9f, 0.5f, 0.8f, 0.4f, 0.1f, 0.2f],
            grades = [3, 2, 1, 2, 0, 0];
        var report = Evaluator.Evaluate("manual", Bait(scores, grades));
        var metrics = Metrics.MeasureClickbait(scores, grades);
        Assert.Equal(metrics.RocAuc, report[FigureNames.RocAuc].Value, Exact);
        Assert.Equal(metrics.Spearman, report[FigureNames.Spearman].Value, Exact);
        Assert.Equal(metrics.F1, report[FigureNames.F1].Value, Exact);
        Assert.Equal(metrics.Accuracy, report[FigureNames.Accuracy].Value, Exact);
        Assert.Equal(metrics.CalibrationError, report[FigureNames.CalibrationError].Value, 1e-6);
        // Clickbait at ranks 1, 3 and 4: (1/1 + 2/3 + 3/4) / 3.
        Assert.Equal((1 + (2 / 3.0) + (3 / 4.0)) / 3, report[FigureNames.AveragePrecision].Value, Exact);
        Assert.Equal(
            [
                [2, 0],
                [0, 1],
                [1, 1],
                [0, 1],
            ],
            report.Confusion
        );
    }

    [Fact]
    public void A_headline_drawn_twice_counts_twice()
    {
        float[] scores = [0.9f, 0.5f, 0.5f, 0.8f, 0.1f],
            grades = [3, 2, 1, 0, 0];
        int[] counts = [2, 1, 3, 0, 1];
        float[] Repeat(float[] values) => [.. values.SelectMany((value, i) => Enumerable.Repeat(value, counts[i]))];
        var drawn = new PredictionSet(Bait(scores, grades), 0, 0.5).Measure(counts);
        var repeated = new PredictionSet(Bait(Repeat(scores), Repeat(grades)), 0, 0.5).Measure([
            .. Enumerable.Repeat(1, 7),
        ]);
        Assert.Equal(repeated.Take(6), drawn.Take(6), (a, b) => Math.Abs(a - b) < Exact);
    }

    [Fact]
    public void Scores_are_restricted_to_the_labels_of_the_data_and_normalized()
    {
        var scored = Scored(Topic("a", null, 0.2f, 0.1f, 0.7f), Topic("b", "a", 0.2f, 0.3f, 0.5f))
            .RestrictToOwnLabels();
        Assert.Equal(["a", "b"], scored.Labels);
        Assert.Equal([2 / 3f, 1 / 3f], scored.Original[0], (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal(1, scored.Original[1].Sum(), 1e-6);
    }

    [Fact]
    public void Folds_with_different_labels_can_be_joined()
    {
        var joined = ScoredHeadlines.Join([
            Scored(Topic("a", null, 0.7f, 0.3f)),
            Scored(Topic("c", null, 0.1f, 0.2f, 0.7f)),
        ]);
        Assert.Equal(["a", "b", "c"], joined.Labels);
        Assert.Equal(
            [
                [0.7f, 0.3f, 0],
                [0.1f, 0.2f, 0.7f],
            ],
            joined.Original
        );
    }

    [Fact]
    public void A_report_contains_casing_drops_and_rule_baselines()
    {
        // If clickbait is recognized by its Title Case alone, lower-casing reduces ROC-AUC to .5.
        var headlines = Enumerable
            .Range(0, 40)
            .Select(i =>
                i % 2 == 0
                    ? Headline($"These Things Happen To Number {i}") with
                    {
                        Bait = 3,
                    }
                    : Headline($"Rain fell in the north on day {i}") with
                    {
                        Bait = 0,
                    }
            )
            .ToList();
        var report = Evaluator.Evaluate("casing", RuleBaselines.CapitalizedWords(headlines));
        Assert.Equal(1, report[FigureNames.RocAuc].Value);
        var lower = report.Casings.First(casing => casing.Name == "lower case");
        Assert.Equal((0.5, 0.5), (lower.Value, lower.Drop.Value));
        Assert.Equal(0, report.Casings[0].Drop.Value);
        Assert.Equal(
            0.5,
            report
                .Baselines.First(baseline => baseline.Name.Contains("most frequent", StringComparison.Ordinal))
                .Figures[0]
                .Value
        );
    }

    private static EvaluationReport Report(params (LabeledHeadline, float[])[] rows) =>
        Evaluator.Evaluate("manual", Scored(rows));

    private static ScoredHeadlines Scored(params (LabeledHeadline Headline, float[] Scores)[] rows) =>
        new(
            ModelBundle.TopicTask,
            [.. new[] { "a", "b", "c" }.Take(rows[0].Scores.Length)],
            [.. rows.Select(row => row.Headline)],
            [.. CasingVariant.All.Select(_ => rows.Select(row => row.Scores).ToList())]
        );

    private static (LabeledHeadline, float[]) Topic(string first, string? second, params float[] scores) =>
        (Headline($"{first} {second} {string.Join(' ', scores)}") with { Topic = first, SecondTopic = second }, scores);

    private static ScoredHeadlines Bait(float[] scores, float[] grades) =>
        new(
            ModelBundle.ClickbaitTask,
            [ModelBundle.ClickbaitTask],
            [.. grades.Select((grade, i) => Headline($"number {i} is {grade}") with { Bait = grade })],
            [.. CasingVariant.All.Select(_ => scores.Select(score => new[] { score }).ToList())]
        );

    private static LabeledHeadline Headline(string text) => new(text, null, null, LabelOrigin.Reader, "test", 1, false);
}
