using Classifier.Transformers.Training;
using Xunit;

namespace Classifier.Transformers.Tests;

public class GradientTests
{
    private static readonly HeadlineExample[] Examples =
    [
        new([1, 5, 7, 5, 2], [0.65f, 0, 0.35f, 0], [1, 1, 1]),
        new([1, 9, 2], [0, 0, 0, 1], null),
        new([1, 4, 11, 29, 8, 6, 20, 2], null, [0.9f, 0.4f, 0.1f], Weight: 1.5f),
        new([1, 2], [0.25f, 0.25f, 0.25f, 0.25f], [0, 0, 0]),
    ];

    public static TheoryData<string> Names =>
        [.. SmallModel.Create(new Compute(1)).Parameters.Select(parameter => parameter.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_match_finite_differences(string name)
    {
        var model = SmallModel.Create(new Compute(2));
        var batch = new TokenBatch([.. Examples.Select(example => example.Pieces)]);
        var logits = model.Forward(batch);
        var gradient = new Matrix(logits.Rows, logits.Columns);
        _ = HeadLoss.Compute(logits, Examples, gradient);
        model.Backward(gradient);

        var parameter = model[name];
        var random = new Random(1);
        for (var round = 0; round < 40; round++)
        {
            var i = random.Next(parameter.Value.Values.Length);
            Assert.Equal(Differentiate(model, batch, parameter.Value.Values, i), parameter.Gradient.Values[i], 2e-3);
        }

        // The gradients of the keys' biases are zero, because a constant does not change a softmax.
        Assert.Equal(
            !name.EndsWith("key.bias", StringComparison.Ordinal),
            parameter.Gradient.Values.Max(Math.Abs) > 1e-4
        );
    }

    private static double Differentiate(EncoderModel model, TokenBatch batch, float[] values, int i)
    {
        const float Step = 4e-3f;
        var value = values[i];
        values[i] = value + Step;
        var above = GetLoss(model, batch);
        values[i] = value - Step;
        var below = GetLoss(model, batch);
        values[i] = value;
        return (above - below) / (2 * Step);
    }

    private static double GetLoss(EncoderModel model, TokenBatch batch)
    {
        var logits = model.Forward(batch);
        return HeadLoss.Compute(logits, Examples, new Matrix(logits.Rows, logits.Columns));
    }
}
