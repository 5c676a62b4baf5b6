using System.Numerics.Tensors;

namespace Classifier.Transformers.Layers;

/// <summary>Represents one layer of a BERT encoder: self-attention and a feed-forward network, each with a residual connection
/// and layer normalization.</summary>
internal sealed class TransformerLayer(
    Compute compute,
    int heads,
    Func<string, Linear> linear,
    Func<string, LayerNorm> norm
)
{
    private readonly Linear _query = linear("attention.self.query");
    private readonly Linear _key = linear("attention.self.key");
    private readonly Linear _value = linear("attention.self.value");
    private readonly SelfAttention _attention = new(compute, heads);
    private readonly Linear _attentionOutput = linear("attention.output.dense");
    private readonly LayerNorm _attentionNorm = norm("attention.output.LayerNorm");
    private readonly Linear _expand = linear("intermediate.dense");
    private readonly Gelu _gelu = new(compute);
    private readonly Linear _contract = linear("output.dense");
    private readonly LayerNorm _outputNorm = norm("output.LayerNorm");

    public Matrix Forward(TokenBatch batch, Matrix input)
    {
        var attended = _attentionOutput.Forward(
            _attention.Forward(batch, _query.Forward(input), _key.Forward(input), _value.Forward(input))
        );
        TensorPrimitives.Add(attended.Values, input.Values, attended.Values);
        var middle = _attentionNorm.Forward(attended);
        var output = _contract.Forward(_gelu.Forward(_expand.Forward(middle)));
        TensorPrimitives.Add(output.Values, middle.Values, output.Values);
        return _outputNorm.Forward(output);
    }

    /// <summary>Accumulates the gradients of the parameters and returns the gradient of the input.</summary>
    public Matrix Backward(Matrix outputGradient, int intermediate)
    {
        var middleGradient = _outputNorm.Backward(outputGradient);
        var activation = new Matrix(middleGradient.Rows, intermediate);
        _contract.Backward(middleGradient, activation);

        // The residual connection passes the gradient on unchanged, so the matrix accumulates both paths.
        _expand.Backward(_gelu.Backward(activation), middleGradient);
        var inputGradient = _attentionNorm.Backward(middleGradient);
        var attended = new Matrix(inputGradient.Rows, inputGradient.Columns);
        _attentionOutput.Backward(inputGradient, attended);
        var (query, key, value) = _attention.Backward(attended);
        _query.Backward(query, inputGradient);
        _key.Backward(key, inputGradient);
        _value.Backward(value, inputGradient);
        return inputGradient;
    }
}
