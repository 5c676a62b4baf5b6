using Classifier.Training.Evaluation.Figures;
using Xunit;

namespace Classifier.Training.Tests.Evaluation.Figures;

public class CurvesTests
{
    [Fact]
    public void The_risk_coverage_curve_starts_with_the_most_confident_predictions()
    {
        var curve = Curves.RiskCoverage([0.5f, 0.9f, 0.7f, 0.6f], [false, true, true, true]);
        Assert.Equal([0.25, 0.5, 0.75, 1], curve.Select(point => point.Coverage));
        Assert.Equal([1, 1, 1, 0.75], curve.Select(point => point.Accuracy));
        Assert.Equal([0.9f, 0.7f, 0.6f, 0.5f], curve.Select(point => (float)point.MinScore));
    }

    [Fact]
    public void The_curve_of_a_large_set_has_100_points_and_ends_at_full_coverage()
    {
        var curve = Curves.RiskCoverage(
            [.. Enumerable.Range(0, 12_345).Select(i => i / 12_345f)],
            [.. Enumerable.Range(0, 12_345).Select(i => i % 2 == 0)]
        );
        Assert.Equal(100, curve.Count);
        Assert.Equal(1, curve[^1].Coverage);
        Assert.Equal(curve.OrderBy(point => point.Coverage), curve);
    }

    [Fact]
    public void Precision_and_recall_match_manual_calculation_and_equal_scores_share_a_point()
    {
        // .9: clickbait; .8: news; .5: clickbait and news; .1: news.
        var curve = Curves.PrecisionRecall([0.9f, 0.8f, 0.5f, 0.5f, 0.1f], [true, false, true, false, false]);
        Assert.Equal([0.5, 1], curve.Select(point => point.Recall));
        Assert.Equal([1, 0.5], curve.Select(point => point.Precision));
        Assert.Equal([0.9f, 0.5f], curve.Select(point => (float)point.Threshold));
    }

    [Fact]
    public void A_reliability_bin_has_the_mean_probability_and_the_observed_share()
    {
        var bins = Curves.Reliability([0.62f, 0.68f, 1, 0.05f], [true, false, true, false]);
        Assert.Equal([0, 0.6, 0.9], bins.Select(bin => bin.From));
        Assert.Equal([1, 2, 1], bins.Select(bin => bin.Headlines));
        Assert.Equal(0.65, bins[1].Probability, 1e-6);
        Assert.Equal(0.5, bins[1].Right);
    }
}
