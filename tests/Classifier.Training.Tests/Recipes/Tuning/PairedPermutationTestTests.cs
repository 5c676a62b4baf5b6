using Classifier.Models;
using Classifier.Training.Recipes.Tuning;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Tuning;

public sealed class PairedPermutationTestTests
{
    [Fact]
    public void A_small_improvement_may_be_chance()
    {
        // 30 corrected, 25 broken of 400: a sign test gives p = .29.
        var p = Compare(corrected: 30, broken: 25);
        Assert.InRange(p, 0.2, 0.4);
    }

    [Fact]
    public void A_clear_improvement_is_not_chance()
    {
        // 40 corrected, 10 broken: a sign test gives p < .0001.
        Assert.InRange(Compare(corrected: 40, broken: 10), 0, 0.002);
    }

    [Fact]
    public void A_loss_is_no_improvement() => Assert.Equal(1, Compare(corrected: 10, broken: 20));

    [Fact]
    public void Clickbait_is_compared_by_rank()
    {
        var random = new Random(1);
        bool[] isBait = [.. Enumerable.Range(0, 400).Select(i => i % 4 == 0)];
        float[] noise = [.. isBait.Select(_ => random.NextSingle())];
        float[] weak = [.. isBait.Select((bait, i) => noise[i] + (bait ? 0.2f : 0))];
        float[] strong = [.. isBait.Select((bait, i) => (noise[i] + (bait ? 0.6f : 0)) / 100)];
        Assert.InRange(
            PairedPermutationTest.ComputePValue(ModelBundle.ClickbaitTask, weak, strong, isBait, 1),
            0,
            0.001
        );
        Assert.Equal(1, PairedPermutationTest.ComputePValue(ModelBundle.ClickbaitTask, strong, weak, isBait, 1));
    }

    private static double Compare(int corrected, int broken)
    {
        float[] old = [.. Enumerable.Range(0, 400).Select(i => i < corrected ? 0f : 1f)];
        float[] @new = [.. Enumerable.Range(0, 400).Select(i => i >= 400 - broken ? 0f : 1f)];
        return PairedPermutationTest.ComputePValue(ModelBundle.TopicTask, old, @new, new bool[400], 1);
    }
}
