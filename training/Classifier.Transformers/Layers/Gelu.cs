using System.Runtime.Intrinsics;

namespace Classifier.Transformers.Layers;

/// <summary>Computes the Gaussian error linear unit x Φ(x) (Hendrycks and Gimpel 2016). The error function is approximated with
/// an absolute error below 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26).</summary>
internal sealed class Gelu(Compute compute)
{
    private const int RowsPerTask = 32;

    private Matrix? _input;

    public Matrix Forward(Matrix input)
    {
        _input = input;
        var output = new Matrix(input.Rows, input.Columns);
        compute.ForRanges(
            input.Rows,
            RowsPerTask,
            (first, end) =>
            {
                for (var i = first * input.Columns; i < end * input.Columns; i += Vector256<float>.Count)
                {
                    var x = Load(input.Values, i, end * input.Columns);
                    Store(x * GetProbability(x, Exponential(x)), output.Values, i, end * input.Columns);
                }
            }
        );
        return output;
    }

    public Matrix Backward(Matrix outputGradient)
    {
        var input = _input!;
        var inputGradient = new Matrix(input.Rows, input.Columns);
        var densityScale = Vector256.Create(1 / MathF.Sqrt(2 * MathF.PI));
        compute.ForRanges(
            input.Rows,
            RowsPerTask,
            (first, end) =>
            {
                for (var i = first * input.Columns; i < end * input.Columns; i += Vector256<float>.Count)
                {
                    var x = Load(input.Values, i, end * input.Columns);
                    var exponential = Exponential(x);
                    var slope = GetProbability(x, exponential) + (x * exponential * densityScale);
                    var gradient = Load(outputGradient.Values, i, end * input.Columns) * slope;
                    Store(gradient, inputGradient.Values, i, end * input.Columns);
                }
            }
        );
        return inputGradient;
    }

    private static Vector256<float> Exponential(Vector256<float> x) => Vector256.Exp(x * x * -0.5f);

    /// <summary>Computes Φ(x) from x and e^(−x²/2).</summary>
    private static Vector256<float> GetProbability(Vector256<float> x, Vector256<float> exponential)
    {
        var magnitude = Vector256.Abs(x) * (1 / MathF.Sqrt(2));
        var t = Vector256<float>.One / (Vector256<float>.One + (magnitude * 0.3275911f));
        var polynomial = Vector256.Create(1.061405429f);
        polynomial = (polynomial * t) + Vector256.Create(-1.453152027f);
        polynomial = (polynomial * t) + Vector256.Create(1.421413741f);
        polynomial = (polynomial * t) + Vector256.Create(-0.284496736f);
        polynomial = (polynomial * t) + Vector256.Create(0.254829592f);
        var tail = polynomial * t * exponential * 0.5f;
        return Vector256.ConditionalSelect(Vector256.LessThan(x, default), tail, Vector256<float>.One - tail);
    }

    private static Vector256<float> Load(float[] values, int start, int end)
    {
        if (start + Vector256<float>.Count <= end)
        {
            return Vector256.Create(values.AsSpan(start, Vector256<float>.Count));
        }

        Span<float> padded = stackalloc float[Vector256<float>.Count];
        padded.Clear();
        values.AsSpan(start, end - start).CopyTo(padded);
        return Vector256.Create(padded);
    }

    private static void Store(Vector256<float> vector, float[] values, int start, int end)
    {
        if (start + Vector256<float>.Count <= end)
        {
            vector.CopyTo(values, start);
            return;
        }

        for (var i = start; i < end; i++)
        {
            values[i] = vector[i - start];
        }
    }
}
