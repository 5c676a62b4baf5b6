using System.Numerics.Tensors;

namespace Classifier.Transformers.Layers;

/// <summary>Normalizes each row to mean 0 and variance 1, then scales and shifts it (Ba, Kiros and Hinton 2016).</summary>
internal sealed class LayerNorm(Parameter scale, Parameter shift)
{
    /// <summary>The constant added to the variance, as in the ONNX models.</summary>
    private const float Epsilon = 1e-12f;

    private Matrix? _normalized;
    private float[] _inverseDeviations = [];

    public Matrix Forward(Matrix input)
    {
        var normalized = new Matrix(input.Rows, input.Columns);
        var output = new Matrix(input.Rows, input.Columns);
        _inverseDeviations = new float[input.Rows];
        for (var row = 0; row < input.Rows; row++)
        {
            var target = normalized[row];
            TensorPrimitives.Subtract(input[row], TensorPrimitives.Sum<float>(input[row]) / input.Columns, target);
            var variance = TensorPrimitives.SumOfSquares<float>(target) / input.Columns;
            _inverseDeviations[row] = 1 / MathF.Sqrt(variance + Epsilon);
            TensorPrimitives.Multiply(target, _inverseDeviations[row], target);
            TensorPrimitives.MultiplyAdd(target, scale.Value.Values, shift.Value.Values, output[row]);
        }

        _normalized = normalized;
        return output;
    }

    /// <summary>Accumulates the gradients of the parameters and returns the gradient of the input.</summary>
    public Matrix Backward(Matrix outputGradient)
    {
        var inputGradient = new Matrix(outputGradient.Rows, outputGradient.Columns);
        var (scaleGradient, shiftGradient) = (scale.Gradient.Values, shift.Gradient.Values);
        for (var row = 0; row < outputGradient.Rows; row++)
        {
            ReadOnlySpan<float> normalized = _normalized![row];
            ReadOnlySpan<float> gradient = outputGradient[row];
            TensorPrimitives.MultiplyAdd(gradient, normalized, scaleGradient, scaleGradient);
            TensorPrimitives.Add(shiftGradient, gradient, shiftGradient);
            var target = inputGradient[row];
            TensorPrimitives.Multiply(gradient, scale.Value.Values, target);
            var mean = TensorPrimitives.Sum<float>(target) / target.Length;
            var projection = TensorPrimitives.Dot(target, normalized) / target.Length;
            TensorPrimitives.Subtract(target, mean, target);
            TensorPrimitives.MultiplyAdd(normalized, -projection, target, target);
            TensorPrimitives.Multiply(target, _inverseDeviations[row], target);
        }

        return inputGradient;
    }
}
