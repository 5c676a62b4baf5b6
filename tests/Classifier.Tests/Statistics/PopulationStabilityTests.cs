using Classifier.Statistics;
using Xunit;

namespace Classifier.Tests.Statistics;

public sealed class PopulationStabilityTests
{
    [Fact]
    public void Equal_shares_have_no_distance()
    {
        Assert.Equal(0, PopulationStability.Compute([300, 100], [300, 100]));
        Assert.InRange(PopulationStability.Compute([30_000, 10_000], [300, 100]), 0, 1e-4);
    }

    [Fact]
    public void The_index_is_the_sum_over_the_shares()
    {
        // (.6 − .5) ln(.6 / .5) + (.4 − .5) ln(.4 / .5)
        Assert.Equal(0.0405, PopulationStability.Compute([500_000, 500_000], [600_000, 400_000]), 0.0001);
    }

    [Fact]
    public void The_index_is_the_same_in_both_directions() =>
        Assert.Equal(
            PopulationStability.Compute([700, 200, 100], [100, 200, 700]),
            PopulationStability.Compute([100, 200, 700], [700, 200, 100]),
            1e-12
        );

    [Fact]
    public void Empty_bins_have_a_finite_distance() =>
        Assert.InRange(PopulationStability.Compute([1_000, 0], [0, 1_000]), 10, 20);

    [Fact]
    public void Different_bins_cannot_be_compared() =>
        Assert.Throws<ArgumentException>(() => PopulationStability.Compute([1, 2], [1, 2, 3]));
}
