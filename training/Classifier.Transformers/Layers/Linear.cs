using System.Numerics.Tensors;

namespace Classifier.Transformers.Layers;

/// <summary>Computes Y = X · W + b.</summary>
internal sealed class Linear(Compute compute, Parameter weight, Parameter bias)
{
    private Matrix? _input;

    public Matrix Forward(Matrix input)
    {
        _input = input;
        var output = new Matrix(input.Rows, weight.Value.Columns);
        for (var row = 0; row < output.Rows; row++)
        {
            bias.Value.Values.CopyTo(output[row]);
        }

        MatrixMultiplication.Multiply(compute, input, false, weight.Value, false, output, accumulate: true);
        return output;
    }

    /// <summary>Accumulates the gradients of the parameters and adds the gradient of the input to a matrix.</summary>
    public void Backward(Matrix outputGradient, Matrix inputGradient)
    {
        MatrixMultiplication.Multiply(compute, _input!, true, outputGradient, false, weight.Gradient, accumulate: true);
        var biasGradient = bias.Gradient.Values.AsSpan();
        for (var row = 0; row < outputGradient.Rows; row++)
        {
            TensorPrimitives.Add(biasGradient, outputGradient[row], biasGradient);
        }

        MatrixMultiplication.Multiply(
            compute,
            outputGradient,
            false,
            weight.Value,
            true,
            inputGradient,
            accumulate: true
        );
    }
}
