using System.Numerics.Tensors;
using Classifier.Models;

namespace Classifier.Training.Recipes.Updating;

/// <summary>Represents the features of a headline in the form that <see cref="LinearUpdate"/> uses: the sparse n-grams, followed
/// by the dense word vector.</summary>
internal sealed class UpdateRow
{
    private readonly int[] _indices;
    private readonly float[] _values;
    private readonly float[] _vector;
    private readonly int _vectorOffset;

    /// <summary>Extracts the n-grams and the word vector of a row. Omits the clickbait cues, so that an update never makes a
    /// score depend on casing.</summary>
    /// <param name="row">The row.</param>
    /// <param name="vectorOffset">The index of the first component of the word vector.</param>
    /// <param name="vectorSize">The number of components of the word vector.</param>
    public UpdateRow(ModelRow row, int vectorOffset, int vectorSize)
    {
        _vectorOffset = vectorOffset;
        var indices = row.Features.GetIndices();
        var values = row.Features.GetValues();
        var ngrams = indices.BinarySearch(vectorOffset);
        ngrams = ngrams < 0 ? ~ngrams : ngrams;
        _indices = indices[..ngrams].ToArray();
        _values = values[..ngrams].ToArray();
        _vector = values.Slice(ngrams, vectorSize).ToArray();
        SquaredNorm = ComputeSquaredNorm();
    }

    private UpdateRow(int[] indices, float[] values, float[] vector, int vectorOffset)
    {
        (_indices, _values, _vector, _vectorOffset) = (indices, values, vector, vectorOffset);
        SquaredNorm = ComputeSquaredNorm();
    }

    /// <summary>Gets the squared norm of the features.</summary>
    public float SquaredNorm { get; }

    /// <summary>Computes the dot product with dense weights.</summary>
    public float Dot(ReadOnlySpan<float> weights)
    {
        var sum = TensorPrimitives.Dot(_vector, weights.Slice(_vectorOffset, _vector.Length));
        for (var i = 0; i < _indices.Length; i++)
        {
            sum += _values[i] * weights[_indices[i]];
        }

        return sum;
    }

    /// <summary>Adds the features, multiplied by a factor, to dense weights.</summary>
    public void AddTo(Span<float> weights, float factor)
    {
        var vector = weights.Slice(_vectorOffset, _vector.Length);
        TensorPrimitives.MultiplyAdd(_vector, factor, vector, vector);
        for (var i = 0; i < _indices.Length; i++)
        {
            weights[_indices[i]] += _values[i] * factor;
        }
    }

    /// <summary>Returns the row with each feature multiplied by its scale.</summary>
    public UpdateRow Scale(ReadOnlySpan<float> scales)
    {
        var values = new float[_values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _values[i] * scales[_indices[i]];
        }

        var vector = new float[_vector.Length];
        TensorPrimitives.Multiply(_vector, scales.Slice(_vectorOffset, vector.Length), vector);
        return new UpdateRow(_indices, values, vector, _vectorOffset);
    }

    /// <summary>Adds the squares of the features to dense sums.</summary>
    public void AddSquaresTo(Span<float> sums)
    {
        var vector = sums.Slice(_vectorOffset, _vector.Length);
        TensorPrimitives.MultiplyAdd(_vector, _vector, vector, vector);
        for (var i = 0; i < _indices.Length; i++)
        {
            sums[_indices[i]] += _values[i] * _values[i];
        }
    }

    private float ComputeSquaredNorm() =>
        TensorPrimitives.SumOfSquares<float>(_values) + TensorPrimitives.SumOfSquares<float>(_vector);
}
