using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Classifier.Scoring;

/// <summary>The weights for a single label, as they are.</summary>
internal sealed class WeightColumn(int count) : WeightTable(count, 1)
{
    private readonly float[] _weights = new float[count];

    /// <inheritdoc/>
    public override Span<byte> Bytes => MemoryMarshal.AsBytes(_weights.AsSpan());

    /// <inheritdoc/>
    public override void Set(int row, ReadOnlySpan<float> weights) => _weights[row] = weights[0];

    /// <inheritdoc/>
    public override float Weight(int row, int label) => _weights[row];

    /// <inheritdoc/>
    public override void Get(int row, Span<float> weights) => weights[0] = _weights[row];

    /// <inheritdoc/>
    public override void Prefetch(ReadOnlySpan<int> rows)
    {
        ref var start = ref MemoryMarshal.GetArrayDataReference(_weights);
        foreach (var row in rows)
        {
            Memory.Prefetch(ref Unsafe.Add(ref start, row));
        }
    }

    /// <inheritdoc/>
    public override void AddTo(ReadOnlySpan<int> rows, ReadOnlySpan<float> values, Span<float> sums)
    {
        // Two sums, so that an addition need not wait for the one before.
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
