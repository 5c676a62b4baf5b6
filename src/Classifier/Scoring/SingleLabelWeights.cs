using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Classifier.Scoring;

/// <summary>Holds the weights of a model with a single label in full precision.</summary>
internal sealed class SingleLabelWeights(int count) : WeightTable(count, 1)
{
    private readonly float[] _weights = new float[count];

    /// <inheritdoc/>
    public override Span<byte> Bytes => MemoryMarshal.AsBytes(_weights.AsSpan());

    /// <inheritdoc/>
    public override void SetRow(int row, ReadOnlySpan<float> weights) => _weights[row] = weights[0];

    /// <inheritdoc/>
    public override float GetWeight(int row, int label) => _weights[row];

    /// <inheritdoc/>
    public override void GetRow(int row, Span<float> weights) => weights[0] = _weights[row];

    /// <inheritdoc/>
    public override void Prefetch(ReadOnlySpan<int> rows)
    {
        ref var start = ref MemoryMarshal.GetArrayDataReference(_weights);
        foreach (var row in rows)
        {
            CpuCache.Prefetch(ref Unsafe.Add(ref start, row));
        }
    }

    /// <inheritdoc/>
    public override void AddRows(ReadOnlySpan<int> rows, ReadOnlySpan<float> values, Span<float> sums)
    {
        // Two accumulators shorten the dependency chain of additions.
        float even = 0,
            odd = 0;
        var i = 0;
        for (; i + 1 < rows.Length; i += 2)
        {
            even += _weights[rows[i]] * values[i];
            odd += _weights[rows[i + 1]] * values[i + 1];
        }

        if (i < rows.Length)
        {
            even += _weights[rows[i]] * values[i];
        }

        sums[0] += even + odd;
    }
}
