using System.Numerics.Tensors;

namespace Classifier.Transformers.Layers;

/// <summary>Concatenates the mean of all states of a text and its first state.</summary>
internal static class Pooling
{
    public static Matrix Forward(TokenBatch batch, Matrix states)
    {
        var pooled = new Matrix(batch.Count, 2 * states.Columns);
        for (var text = 0; text < batch.Count; text++)
        {
            var (start, end) = (batch.Starts[text], batch.Starts[text + 1]);
            var mean = pooled[text][..states.Columns];
            for (var token = start; token < end; token++)
            {
                TensorPrimitives.Add(mean, states[token], mean);
            }

            TensorPrimitives.Divide(mean, end - start, mean);
            states[start].CopyTo(pooled[text][states.Columns..]);
        }

        return pooled;
    }

    /// <summary>Returns the gradient of the states.</summary>
    public static Matrix Backward(TokenBatch batch, Matrix pooledGradient)
    {
        var size = pooledGradient.Columns / 2;
        var gradient = new Matrix(batch.Ids.Length, size);
        for (var text = 0; text < batch.Count; text++)
        {
            var (start, end) = (batch.Starts[text], batch.Starts[text + 1]);
            for (var token = start; token < end; token++)
            {
                TensorPrimitives.Divide(pooledGradient[text][..size], end - start, gradient[token]);
            }

            TensorPrimitives.Add(gradient[start], pooledGradient[text][size..], gradient[start]);
        }

        return gradient;
    }
}
