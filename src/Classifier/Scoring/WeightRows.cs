using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Classifier.Scoring;

/// <summary>
/// Weights for many labels, 16 bits each. A row's scale stands before its weights, so that a row costs one trip to memory. A
/// weight is off by at most 1/65,534 of the largest of its row.
/// </summary>
internal sealed class WeightRows : WeightTable
{
    /// <summary>How many shorts the scale takes: it is a float.</summary>
    private const int Head = 2;

    /// <summary>How many labels are summed in one pass over the rows: three vectors of eight floats.</summary>
    private const int Pass = 24;

    private readonly short[] _numbers;
    private readonly int _stride;

    /// <summary>Makes rows of zeros.</summary>
    /// <param name="count">How many rows.</param>
    /// <param name="labels">How many labels.</param>
    public WeightRows(int count, int labels)
        : base(count, labels)
    {
        // Whole ints, so that scales stay aligned. A pass reads whole vectors, so also over the end of the last row.
        _stride = Head + ((labels + 1) & ~1);
        _numbers = new short[(count * _stride) + Pass];
    }

    /// <inheritdoc/>
    public override Span<byte> Bytes => MemoryMarshal.AsBytes(_numbers.AsSpan());

    /// <inheritdoc/>
    public override void Set(int row, ReadOnlySpan<float> weights)
    {
        var numbers = _numbers.AsSpan(row * _stride, _stride);
        var scale = MathF.Abs(TensorPrimitives.MaxMagnitude(weights)) / short.MaxValue;
        MemoryMarshal.Cast<short, float>(numbers)[0] = scale;
        for (var label = 0; label < weights.Length; label++)
        {
            numbers[Head + label] = scale == 0 ? (short)0 : (short)MathF.Round(weights[label] / scale);
        }
    }

    /// <inheritdoc/>
    public override float Weight(int row, int label)
    {
        var numbers = _numbers.AsSpan(row * _stride, _stride);
        return MemoryMarshal.Cast<short, float>(numbers)[0] * numbers[Head + label];
    }

    /// <inheritdoc/>
    public override void Get(int row, Span<float> weights)
    {
        var numbers = _numbers.AsSpan(row * _stride, _stride);
        var scale = MemoryMarshal.Cast<short, float>(numbers)[0];
        numbers = numbers.Slice(Head, Labels);
        for (var label = 0; label < numbers.Length; label++)
        {
            weights[label] = scale * numbers[label];
        }
    }

    /// <inheritdoc/>
    public override void Prefetch(ReadOnlySpan<int> rows)
    {
        // A row may lie across two lines of the cache.
        ref var start = ref MemoryMarshal.GetArrayDataReference(_numbers);
        foreach (var row in rows)
        {
            Memory.Prefetch(ref Unsafe.Add(ref start, (nint)row * _stride));
            Memory.Prefetch(ref Unsafe.Add(ref start, ((nint)row * _stride) + _stride - 1));
        }
    }

    /// <inheritdoc/>
    public override void AddTo(ReadOnlySpan<int> rows, ReadOnlySpan<float> values, Span<float> sums)
    {
        Span<float> pass = stackalloc float[Pass];
        for (var first = 0; first < Labels; first += Pass)
        {
            Sum(rows, values, first, pass);
            var count = Math.Min(Pass, Labels - first);
            for (var i = 0; i < count; i++)
            {
                sums[first + i] += pass[i];
            }
        }
    }

    /// <summary>Adds up 24 labels; those past the last one are whatever stands there, and nobody's.</summary>
    private void Sum(ReadOnlySpan<int> rows, ReadOnlySpan<float> values, int first, Span<float> sums)
    {
        ref var start = ref MemoryMarshal.GetArrayDataReference(_numbers);
        Vector256<float> low = default,
            middle = default,
            high = default;
        for (var i = 0; i < rows.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)rows[i], (uint)Count);
            ref var row = ref Unsafe.Add(ref start, (nint)rows[i] * _stride);
            var factor = Vector256.Create(values[i] * Unsafe.As<short, float>(ref row));
            low = Vector256.MultiplyAddEstimate(Floats(ref row, Head + first), factor, low);
            middle = Vector256.MultiplyAddEstimate(Floats(ref row, Head + first + 8), factor, middle);
            high = Vector256.MultiplyAddEstimate(Floats(ref row, Head + first + 16), factor, high);
        }

        low.CopyTo(sums);
        middle.CopyTo(sums[8..]);
        high.CopyTo(sums[16..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Floats(ref short row, int at) =>
        Vector256.ConvertToSingle(Vector256.WidenLower(Vector128.LoadUnsafe(ref row, (nuint)at).ToVector256Unsafe()));
}
