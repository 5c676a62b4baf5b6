using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace Classifier.Transformers.Training;

/// <summary>
/// Updates parameters by AdamW (Loshchilov and Hutter 2019) with a learning rate that decreases toward the first layer. Rows of
/// the word embeddings are updated only in steps in which they occur, as in sparse variants of Adam.
/// </summary>
internal sealed class AdamW
{
    private const float FirstDecay = 0.9f;
    private const float SecondDecay = 0.999f;
    private const float Epsilon = 1e-8f;

    private readonly Compute _compute;
    private readonly FineTuningOptions _options;
    private readonly Parameter[] _parameters;

    public AdamW(Compute compute, FineTuningOptions options, IEnumerable<Parameter> parameters)
    {
        _compute = compute;
        _options = options;
        _parameters = [.. parameters];
        FirstMoments = [.. _parameters.Select(parameter => new float[parameter.Value.Values.Length])];
        SecondMoments = [.. _parameters.Select(parameter => new float[parameter.Value.Values.Length])];
    }

    /// <summary>Gets the moving average of the gradients of each parameter.</summary>
    public float[][] FirstMoments { get; }

    /// <summary>Gets the moving average of the squared gradients of each parameter.</summary>
    public float[][] SecondMoments { get; }

    /// <summary>Updates all parameters and clears their gradients.</summary>
    /// <param name="step">The number of previous steps.</param>
    /// <param name="rate">The learning rate as a fraction of the maximum.</param>
    public void Update(int step, double rate)
    {
        var norm = Math.Sqrt(_parameters.Sum(SumOfSquares));
        var clip = (float)Math.Min(1, _options.MaxGradientNorm / (norm + 1e-6));
        var firstCorrection = 1 - MathF.Pow(FirstDecay, step + 1);
        var secondCorrection = 1 - MathF.Pow(SecondDecay, step + 1);
        _compute.For(
            _parameters.Length,
            i =>
            {
                var parameter = _parameters[i];
                var learningRate = (float)(rate * _options.GetMaxRate(parameter));
                var decay = parameter.Decays ? 1 - (learningRate * (float)_options.WeightDecay) : 1;
                foreach (var (start, length) in GetRanges(parameter))
                {
                    Update(
                        parameter.Value.Values.AsSpan(start, length),
                        parameter.Gradient.Values.AsSpan(start, length),
                        FirstMoments[i].AsSpan(start, length),
                        SecondMoments[i].AsSpan(start, length),
                        clip,
                        learningRate / firstCorrection,
                        1 / secondCorrection,
                        decay
                    );
                }

                parameter.ActiveRows = null;
            }
        );
    }

    private static void Update(
        Span<float> values,
        Span<float> gradients,
        Span<float> firstMoments,
        Span<float> secondMoments,
        float clip,
        float learningRate,
        float secondScale,
        float decay
    )
    {
        var i = 0;
        for (; i + Vector256<float>.Count <= values.Length; i += Vector256<float>.Count)
        {
            var gradient = Vector256.Create<float>(gradients[i..]) * clip;
            var first = (Vector256.Create<float>(firstMoments[i..]) * FirstDecay) + (gradient * (1 - FirstDecay));
            var second =
                (Vector256.Create<float>(secondMoments[i..]) * SecondDecay) + (gradient * gradient * (1 - SecondDecay));
            first.CopyTo(firstMoments[i..]);
            second.CopyTo(secondMoments[i..]);
            var change = first * learningRate / (Vector256.Sqrt(second * secondScale) + Vector256.Create(Epsilon));
            ((Vector256.Create<float>(values[i..]) * decay) - change).CopyTo(values[i..]);
        }

        for (; i < values.Length; i++)
        {
            var gradient = gradients[i] * clip;
            firstMoments[i] = (firstMoments[i] * FirstDecay) + (gradient * (1 - FirstDecay));
            secondMoments[i] = (secondMoments[i] * SecondDecay) + (gradient * gradient * (1 - SecondDecay));
            values[i] =
                (values[i] * decay)
                - (firstMoments[i] * learningRate / (MathF.Sqrt(secondMoments[i] * secondScale) + Epsilon));
        }

        gradients.Clear();
    }

    private static double SumOfSquares(Parameter parameter)
    {
        var sum = 0.0;
        foreach (var (start, length) in GetRanges(parameter))
        {
            sum += TensorPrimitives.SumOfSquares<float>(parameter.Gradient.Values.AsSpan(start, length));
        }

        return sum;
    }

    private static IEnumerable<(int Start, int Length)> GetRanges(Parameter parameter)
    {
        var columns = parameter.Value.Columns;
        return parameter.ActiveRows is { } rows
            ? rows.Select(row => (row * columns, columns))
            : [(0, parameter.Value.Values.Length)];
    }
}
