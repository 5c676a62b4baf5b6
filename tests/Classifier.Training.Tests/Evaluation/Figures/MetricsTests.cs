using Classifier.Training.Evaluation.Figures;
using Xunit;

namespace Classifier.Training.Tests.Evaluation.Figures;

public class MetricsTests
{
    private const double Exact = 1e-9;

    [Fact]
    public void Topic_metrics_match_manual_calculation()
    {
        // a: recall 2/3, precision 2/3; b: 1/2, 1/2; c: recall 0, never predicted; d: predicted, never correct.
        var report = Metrics.MeasureTopics(["a", "a", "b", "b", "a", "d"], ["a", "a", "a", "b", "b", "c"]);
        Assert.Equal(6, report.Headlines);
        Assert.Equal(3 / 6.0, report.Accuracy, Exact);
        Assert.Equal(3 / 6.0, report.MajorityBaseline, Exact);
        Assert.Equal(((2 / 3.0) + 0.5 + 0) / 3, report.MacroF1, Exact);
        Assert.Equal(["a", "b", "c"], report.Labels.Select(label => label.Label));
        Assert.Equal([3, 2, 1], report.Labels.Select(label => label.Support));
        Assert.Equal([2 / 3.0, 0.5, 0], report.Labels.Select(label => label.Precision));
        Assert.Equal([2 / 3.0, 0.5, 0], report.Labels.Select(label => label.Recall));
    }

    [Fact]
    public void Precision_and_recall_are_not_swapped()
    {
        var label = Metrics.MeasureTopics(["a", "a", "a", "a", "b"], ["a", "b", "b", "b", "b"]).Labels[0];
        Assert.Equal(0.25, label.Precision, Exact);
        Assert.Equal(1, label.Recall, Exact);
        Assert.Equal(0.4, label.F1, Exact);
    }

    [Fact]
    public void Clickbait_metrics_match_manual_calculation()
    {
        // At or above .5: 2 clickbait, 1 news; below: 1 clickbait, 2 news. Grade 1 counts as news.
        var report = Metrics.MeasureClickbait([0.9f, 0.5f, 0.8f, 0.4f, 0.1f, 0.2f], [3, 2, 1, 2, 0, 0]);
        Assert.Equal(6, report.Headlines);
        Assert.Equal(4 / 6.0, report.Accuracy, Exact);
        Assert.Equal(2 / 3.0, report.Precision, Exact);
        Assert.Equal(2 / 3.0, report.Recall, Exact);
        Assert.Equal(2 / 3.0, report.F1, Exact);
        Assert.Equal(3 / 6.0, report.MajorityBaseline, Exact);
        // Clickbait scores higher in 7 of 9 pairs, all except (.5, .8) and (.4, .8).
        Assert.Equal(7 / 9.0, report.RocAuc, Exact);
    }

    [Theory]
    [InlineData(new[] { 0.1f, 0.2f, 0.8f, 0.9f }, new[] { false, false, true, true }, 1)]
    [InlineData(new[] { 0.9f, 0.8f, 0.2f, 0.1f }, new[] { false, false, true, true }, 0)]
    [InlineData(new[] { 0.5f, 0.5f, 0.5f, 0.5f }, new[] { false, false, true, true }, 0.5)]
    [InlineData(new[] { 0.2f, 0.5f, 0.5f, 0.9f }, new[] { false, false, true, true }, 0.875)]
    [InlineData(new[] { 0.5f, 0.5f, 0.5f, 0.1f }, new[] { true, true, false, false }, 0.75)]
    [InlineData(new[] { 0.5f, 0.6f }, new[] { true, true }, double.NaN)]
    [InlineData(new[] { 0.5f, 0.6f }, new[] { false, false }, double.NaN)]
    public void Roc_auc_counts_ties_half(float[] scores, bool[] outcomes, double expected) =>
        Assert.Equal(expected, Metrics.RocAuc(scores, outcomes), Exact);

    [Theory]
    [InlineData(new[] { 1f, 2f, 3f, 4f }, new[] { 10f, 20f, 30f, 90f }, 1)]
    [InlineData(new[] { 1f, 2f, 3f, 4f }, new[] { 4f, 3f, 2f, 1f }, -1)]
    [InlineData(new[] { 1f, 2f, 3f, 4f, 5f }, new[] { 2f, 1f, 4f, 3f, 5f }, 0.8)]
    // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: 4.5 / sqrt(4.5 * 5).
    [InlineData(new[] { 1f, 2f, 2f, 3f }, new[] { 1f, 2f, 3f, 4f }, 0.948683298)]
    // Ranks 1.5, 1.5, 3.5, 3.5 and 1, 3, 3, 3: 2 / sqrt(4 * 3).
    [InlineData(new[] { 0f, 0f, 1f, 1f }, new[] { 0f, 7f, 7f, 7f }, 0.577350269)]
    public void Spearman_correlation_uses_mean_ranks_for_ties(float[] a, float[] b, double expected)
    {
        Assert.Equal(expected, Metrics.Spearman(a, b), 1e-6);
        Assert.Equal(expected, Metrics.Spearman(b, a), 1e-6);
    }

    [Fact]
    public void Calibration_error_weights_each_bin_by_its_size()
    {
        // Bin .1: mean .15, none positive; bin .9: mean .95 (1 falls into the last bin), one of two positive.
        Assert.Equal(
            ((2 * 0.15) + (2 * 0.45)) / 4,
            Metrics.CalibrationError([0.1f, 0.19999f, 0.9f, 1], [false, false, true, false]),
            1e-5
        );
        Assert.Equal(0, Metrics.CalibrationError([0.5f, 0.5f], [true, false]), Exact);
        Assert.Equal(1, Metrics.CalibrationError([0, 1], [true, false]), Exact);
    }
}
