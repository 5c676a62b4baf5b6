using Classifier.Scoring;
using Xunit;

namespace Classifier.Tests.Scoring;

public class QuantizedWeightsTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(24)]
    [InlineData(25)]
    [InlineData(300)]
    public void The_quantization_error_is_at_most_half_a_step(int labels)
    {
        var random = new Random(labels);
        var rows = new QuantizedWeights(50, labels);
        var weights = Enumerable
            .Range(0, 50)
            .Select(row =>
                Enumerable
                    .Range(0, labels)
                    .Select(_ => row == 0 ? 0 : (random.NextSingle() - 0.5f) * MathF.Pow(10, random.Next(-6, 3)))
                    .ToArray()
            )
            .ToArray();
        for (var row = 0; row < 50; row++)
        {
            rows.SetRow(row, weights[row]);
        }

        for (var row = 0; row < 50; row++)
        {
            var half = weights[row].Max(MathF.Abs) / 65_534 * 1.001f;
            var all = new float[labels + 1];
            rows.GetRow(row, all);
            for (var label = 0; label < labels; label++)
            {
                Assert.InRange(rows.GetWeight(row, label), weights[row][label] - half, weights[row][label] + half);
                Assert.Equal(rows.GetWeight(row, label), all[label]);
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(49)]
    public void Vectorized_sums_match_sums_of_single_weights(int labels)
    {
        var random = new Random(labels);
        var rows = new QuantizedWeights(20, labels);
        for (var row = 0; row < 20; row++)
        {
            rows.SetRow(row, [.. Enumerable.Range(0, labels).Select(_ => random.NextSingle() - 0.5f)]);
        }

        int[] numbers = [19, 3, 3, 0, 7, 19];
        float[] values = [1, -2, 0.5f, 0, 3, 1];
        var sums = Enumerable.Range(0, labels).Select(label => (float)label).ToArray();
        rows.AddRows(numbers, values, sums);
        for (var label = 0; label < labels; label++)
        {
            var expected =
                label + numbers.Zip(values, (row, value) => (double)rows.GetWeight(row, label) * value).Sum();
            Assert.Equal(expected, sums[label], 1e-5);
        }
    }

    [Fact]
    public void A_row_out_of_range_is_rejected() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new QuantizedWeights(2, 3).AddRows([2], [1f], new float[3]));
}
