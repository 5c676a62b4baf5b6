using Classifier.Training.Evaluation.Figures;
using Xunit;

namespace Classifier.Training.Tests.Evaluation.Figures;

public class BootstrapTests
{
    [Fact]
    public void The_interval_of_a_share_is_close_to_the_normal_approximation()
    {
        // 120 of 400: .3 ± 1.96 sqrt(.3 * .7 / 400) = .255 to .345.
        var (low, high) = Interval(Enumerable.Range(0, 400), counts => counts.Take(120).Sum() / 400.0);
        Assert.InRange(low, 0.245, 0.265);
        Assert.InRange(high, 0.335, 0.355);
    }

    [Fact]
    public void Groups_are_resampled_as_a_whole()
    {
        var uneven = 0;
        Interval(
            Enumerable.Range(0, 60).Select(i => i / 3),
            counts =>
            {
                Interlocked.Add(
                    ref uneven,
                    Enumerable.Range(0, 20).Count(group => counts[3 * group] != counts[(3 * group) + 2])
                );
                return 0;
            }
        );
        Assert.Equal(0, uneven);
    }

    [Fact]
    public void Repeated_rows_of_a_group_do_not_narrow_the_interval()
    {
        double Width(IEnumerable<int> groups, Func<int[], double> share)
        {
            var (low, high) = Interval(groups, share);
            return high - low;
        }

        double Share(int[] counts) => counts.Take(90).Sum() / (double)counts.Sum();
        var single = Width(Enumerable.Range(0, 100), counts => counts.Take(30).Sum() / 100.0);
        var tripled = Width(Enumerable.Range(0, 300).Select(i => i / 3), Share);
        var naive = Width(Enumerable.Range(0, 300), Share);
        Assert.InRange(tripled / single, 0.9, 1.1);
        Assert.True(naive < 0.7 * single);
    }

    [Fact]
    public void The_interval_depends_on_the_seed_and_not_on_the_group_numbers() =>
        Assert.Equal(
            Interval([0, 1, 1, 2, 3], counts => counts[0] + (10 * counts[4])),
            Interval([70, 5, 5, 9, 1], counts => counts[0] + (10 * counts[4]))
        );

    private static (double Low, double High) Interval(IEnumerable<int> groups, Func<int[], double> measure) =>
        Bootstrap.Intervals([.. groups], counts => [measure(counts)], 1)[0];
}
