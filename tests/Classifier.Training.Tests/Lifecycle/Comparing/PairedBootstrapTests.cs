using Classifier.Training.Lifecycle.Comparing;
using Xunit;

namespace Classifier.Training.Tests.Lifecycle.Comparing;

public sealed class PairedBootstrapTests
{
    [Fact]
    public void Each_resample_is_as_large_as_the_data()
    {
        PairedBootstrap.Intervals(
            57,
            counts =>
            {
                Assert.Equal(57, counts.Sum());
                return [0];
            },
            1
        );
    }

    /// <summary>The mean of 400 numbers, half of them 0 and half 1, has a standard error of .025.</summary>
    [Fact]
    public void The_interval_of_a_mean_extends_two_standard_errors_to_each_side()
    {
        var (low, high) = PairedBootstrap.Intervals(
            400,
            counts => [counts.Where((_, i) => i % 2 == 0).Sum() / 400.0],
            1
        )[0];
        Assert.InRange(low, 0.44, 0.46);
        Assert.InRange(high, 0.54, 0.56);
    }

    [Fact]
    public void Equal_seeds_give_equal_intervals()
    {
        static (double, double) Of(int seed) =>
            PairedBootstrap.Intervals(301, counts => [counts.Take(100).Sum() / 301.0], seed)[0];
        Assert.Equal(Of(3), Of(3));
        Assert.NotEqual(Of(3), Of(4));
    }

    [Fact]
    public void Resamples_with_undefined_figures_are_ignored()
    {
        var intervals = PairedBootstrap.Intervals(3, counts => [counts[0] == 0 ? double.NaN : 1, double.NaN], 1);
        Assert.Equal((1, 1), intervals[0]);
        Assert.True(double.IsNaN(intervals[1].Low));
    }
}
