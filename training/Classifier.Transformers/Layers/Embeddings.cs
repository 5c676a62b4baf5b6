using System.Numerics.Tensors;

namespace Classifier.Transformers.Layers;

/// <summary>Sums the embeddings of word piece, position, and segment, and normalizes them. All texts are in the first
/// segment.</summary>
internal sealed class Embeddings(Parameter words, Parameter positions, Parameter segments, LayerNorm norm)
{
    private TokenBatch? _batch;

    public Matrix Forward(TokenBatch batch)
    {
        _batch = batch;
        var sum = new Matrix(batch.Ids.Length, words.Value.Columns);
        ForEachToken(
            batch,
            (token, position) =>
            {
                TensorPrimitives.Add(words.Value[batch.Ids[token]], positions.Value[position], sum[token]);
                TensorPrimitives.Add(sum[token], segments.Value[0], sum[token]);
            }
        );
        return norm.Forward(sum);
    }

    /// <summary>Accumulates the gradients of the parameters.</summary>
    public void Backward(Matrix outputGradient)
    {
        var gradient = norm.Backward(outputGradient);
        var batch = _batch!;
        ForEachToken(
            batch,
            (token, position) =>
            {
                Add(words.Gradient[batch.Ids[token]], gradient[token]);
                Add(positions.Gradient[position], gradient[token]);
                Add(segments.Gradient[0], gradient[token]);
            }
        );
        words.ActiveRows = [.. batch.Ids.Distinct().Order()];
    }

    private static void ForEachToken(TokenBatch batch, Action<int, int> action)
    {
        for (var text = 0; text < batch.Count; text++)
        {
            for (var token = batch.Starts[text]; token < batch.Starts[text + 1]; token++)
            {
                action(token, token - batch.Starts[text]);
            }
        }
    }

    private static void Add(Span<float> sum, ReadOnlySpan<float> values) => TensorPrimitives.Add(sum, values, sum);
}
