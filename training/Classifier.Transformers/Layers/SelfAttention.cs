using System.Numerics.Tensors;

namespace Classifier.Transformers.Layers;

/// <summary>Computes scaled dot-product attention with several heads (Vaswani et al. 2017) within each text of a batch.</summary>
internal sealed class SelfAttention(Compute compute, int heads)
{
    private Matrix? _query;
    private Matrix? _key;
    private Matrix? _value;
    private TokenBatch? _batch;

    /// <summary>The attention probabilities of each text: head by head, row by row.</summary>
    private float[][] _probabilities = [];

    public Matrix Forward(TokenBatch batch, Matrix query, Matrix key, Matrix value)
    {
        (_batch, _query, _key, _value) = (batch, query, key, value);
        _probabilities = new float[batch.Count][];
        var output = new Matrix(query.Rows, query.Columns);
        var size = query.Columns / heads;
        var scale = 1 / MathF.Sqrt(size);
        compute.For(
            batch.Count,
            text =>
            {
                var (start, length) = (batch.Starts[text], batch.Starts[text + 1] - batch.Starts[text]);
                var probabilities = _probabilities[text] = new float[heads * length * length];
                for (var head = 0; head < heads; head++)
                {
                    for (var i = 0; i < length; i++)
                    {
                        var row = probabilities.AsSpan(((head * length) + i) * length, length);
                        ReadOnlySpan<float> q = query[start + i].Slice(head * size, size);
                        for (var j = 0; j < length; j++)
                        {
                            row[j] = scale * TensorPrimitives.Dot(q, key[start + j].Slice(head * size, size));
                        }

                        Softmax(row);
                        var target = output[start + i].Slice(head * size, size);
                        for (var j = 0; j < length; j++)
                        {
                            ReadOnlySpan<float> v = value[start + j].Slice(head * size, size);
                            TensorPrimitives.MultiplyAdd(v, row[j], target, target);
                        }
                    }
                }
            }
        );
        return output;
    }

    /// <summary>Returns the gradients of query, key, and value.</summary>
    public (Matrix Query, Matrix Key, Matrix Value) Backward(Matrix outputGradient)
    {
        var (batch, query, key, value) = (_batch!, _query!, _key!, _value!);
        var queryGradient = new Matrix(query.Rows, query.Columns);
        var keyGradient = new Matrix(query.Rows, query.Columns);
        var valueGradient = new Matrix(query.Rows, query.Columns);
        var size = query.Columns / heads;
        var scale = 1 / MathF.Sqrt(size);
        compute.For(
            batch.Count,
            text =>
            {
                var (start, length) = (batch.Starts[text], batch.Starts[text + 1] - batch.Starts[text]);
                var scores = new float[length];
                for (var head = 0; head < heads; head++)
                {
                    var (first, end) = (head * size, (head + 1) * size);
                    for (var i = 0; i < length; i++)
                    {
                        var row = _probabilities[text].AsSpan(((head * length) + i) * length, length);
                        ReadOnlySpan<float> gradient = outputGradient[start + i][first..end];
                        for (var j = 0; j < length; j++)
                        {
                            scores[j] = TensorPrimitives.Dot(gradient, value[start + j][first..end]);
                            var target = valueGradient[start + j][first..end];
                            TensorPrimitives.MultiplyAdd(gradient, row[j], target, target);
                        }

                        var mean = TensorPrimitives.Dot(scores, row);
                        ReadOnlySpan<float> q = query[start + i][first..end];
                        var queryTarget = queryGradient[start + i][first..end];
                        for (var j = 0; j < length; j++)
                        {
                            var factor = row[j] * (scores[j] - mean) * scale;
                            ReadOnlySpan<float> k = key[start + j][first..end];
                            TensorPrimitives.MultiplyAdd(k, factor, queryTarget, queryTarget);
                            var keyTarget = keyGradient[start + j][first..end];
                            TensorPrimitives.MultiplyAdd(q, factor, keyTarget, keyTarget);
                        }
                    }
                }
            }
        );
        return (queryGradient, keyGradient, valueGradient);
    }

    private static void Softmax(Span<float> row)
    {
        TensorPrimitives.Subtract(row, TensorPrimitives.Max<float>(row), row);
        TensorPrimitives.Exp(row, row);
        TensorPrimitives.Divide(row, TensorPrimitives.Sum<float>(row), row);
    }
}
