using Classifier.Training.Lifecycle.Thresholds;
using Xunit;

namespace Classifier.Training.Tests.Lifecycle.Thresholds;

public sealed class ThresholdSearchTests
{
    /// <summary>Scores .01 to .99: all positive from .5 on, two of three below.</summary>
    private static readonly float[] Scores = [.. Enumerable.Range(1, 99).Select(i => i / 100f)];
    private static readonly bool[] IsPositive = [.. Enumerable.Range(1, 99).Select(i => i >= 50 || i % 3 != 0)];

    [Fact]
    public void The_lowest_threshold_that_reaches_the_precision_is_returned()
    {
        var found = ThresholdSearch.Find(Scores, IsPositive, 0.9)!;
        Assert.True(found.IsReached);
        Assert.True(found.Precision >= 0.9);
        Assert.InRange(found.Threshold, 0.25, 0.4);
        Assert.Equal(Scores.Count(score => score >= found.Threshold), found.Selected);
        Assert.Equal(
            IsPositive.Where((positive, i) => positive && Scores[i] >= found.Threshold).Count()
                / (double)IsPositive.Count(positive => positive),
            found.Recall,
            9
        );
        var lower = Scores.Where(score => score >= found.Threshold - 0.011).Count();
        Assert.True(IsPositive.TakeLast(lower).Count(positive => positive) < 0.9 * lower);
    }

    [Fact]
    public void A_precision_that_all_headlines_reach_gives_the_lowest_threshold() =>
        Assert.Equal(0.001, ThresholdSearch.Find(Scores, IsPositive, 0.5)!.Threshold);

    [Fact]
    public void If_no_threshold_reaches_the_precision_the_best_is_returned()
    {
        bool[] often = [.. Scores.Select((_, i) => i % 4 != 0)];
        var found = ThresholdSearch.Find(Scores, often, 0.99)!;
        Assert.False(found.IsReached);
        Assert.InRange(found.Precision, 0.75, 0.85);
    }

    [Fact]
    public void Fewer_than_ten_headlines_give_no_threshold() =>
        Assert.Null(ThresholdSearch.Find([.. Enumerable.Repeat(0.9f, 9)], [.. Enumerable.Repeat(true, 9)], 0.5));

    /// <summary>The Wilson interval of 10 of 10 is .722 to 1; of 8 of 10, .490 to .943.</summary>
    [Fact]
    public void The_interval_is_a_Wilson_interval()
    {
        var all = ThresholdSearch.Find([.. Enumerable.Repeat(0.9f, 10)], [.. Enumerable.Repeat(true, 10)], 0.5)!;
        Assert.Equal((0.722, 1), (Math.Round(all.Low, 3), Math.Round(all.High, 3)));
        var eight = ThresholdSearch.Find(
            [.. Enumerable.Repeat(0.9f, 10)],
            [.. Enumerable.Range(0, 10).Select(i => i < 8)],
            0.5
        )!;
        Assert.Equal((0.49, 0.943), (Math.Round(eight.Low, 3), Math.Round(eight.High, 3)));
    }
}
