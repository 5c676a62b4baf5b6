using Classifier.Transformers.Onnx;
using Xunit;

namespace Classifier.Transformers.Tests.Onnx;

public class DynamicQuantizationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_quantization_error_is_at_most_half_a_step(bool perRow)
    {
        const int Rows = 5;
        const int Columns = 7;
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, Rows * Columns).Select(_ => random.NextSingle() - 0.5f)];
        var (quantized, scales) = DynamicQuantization.Quantize(values, Rows, Columns, perRow);
        for (var i = 0; i < values.Length; i++)
        {
            var scale = scales[perRow ? i / Columns : i % Columns];
            Assert.InRange(quantized[i] * scale, values[i] - (scale * 0.501f), values[i] + (scale * 0.501f));
        }
    }

    [Fact]
    public void Zeros_are_quantized_to_zero() =>
        Assert.All(
            DynamicQuantization.Quantize(new float[6], 2, 3, perRow: true).Values,
            value => Assert.Equal(0, value)
        );
}
