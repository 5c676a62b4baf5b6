using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Classifier.Scoring;

/// <summary>
/// The weights of a linear model, one row for each feature with one weight for each label, 16 bits a weight. The row's scale
/// stands before its weights, so that a row costs one trip to memory. A weight is off by at most 1/65,534 of the largest
/// of its row.
/// </summary>
internal sealed class WeightRows
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
    {
        Labels = labels;
        Count = count;
        // Whole ints, so that scales stay aligned; a pass may read over the end of the last row.
        _stride = Head + ((labels + 1) & ~1);
        _numbers = new short[(count * _stride) + (labels == 1 ? 0 : Head + (labels / Pass * Pass) + Pass)];
    }

    /// <summary>How many rows there are.</summary>
    public int Count { get; }

    /// <summary>How many labels.</summary>
    public int Labels { get; }

    /// <summary>Sets a row.</summary>
    /// <param name="row">Its number.</param>
    /// <param name="weights">Its weights, one for each label.</param>
    public void Set(int row, ReadOnlySpan<float> weights)
    {
        var numbers = _numbers.AsSpan(row * _stride, _stride);
        var scale = TensorPrimitives.MaxMagnitude(weights) / short.MaxValue;
        scale = MathF.Abs(scale);
        Unsafe.WriteUnaligned(ref Unsafe.As<short, byte>(ref numbers[0]), scale);
        for (var label = 0; label < weights.Length; label++)
            numbers[Head + label] = scale == 0 ? (short)0 : (short)MathF.Round(weights[label] / scale);
    }

    /// <summary>A row's weight for a label.</summary>
    public float Weight(int row, int label) => Scale(row) * _numbers[(row * _stride) + Head + label];

    /// <summary>Adds up rows.</summary>
    /// <param name="rows">The rows' numbers.</param>
    /// <param name="values">What each row is multiplied with.</param>
    /// <param name="sums">Takes the sum for each label, beside what it holds.</param>
    public void AddTo(ReadOnlySpan<int> rows, ReadOnlySpan<float> values, Span<float> sums)
    {
        if (Labels == 1)
        {
            sums[0] += Sum(rows, values);
            return;
        }

        Span<float> pass = stackalloc float[Pass];
        for (var first = 0; first < Labels; first += Pass)
        {
            SumPass(rows, values, first, pass);
            var count = Math.Min(Pass, Labels - first);
            TensorPrimitives.Add(sums.Slice(first, count), pass[..count], sums.Slice(first, count));
        }
    }

    private float Sum(ReadOnlySpan<int> rows, ReadOnlySpan<float> values)
    {
        var sum = 0f;
        for (var i = 0; i < rows.Length; i++)
            sum += Weight(rows[i], 0) * values[i];
        return sum;
    }

    /// <summary>Adds up 24 labels; those past the last one are whatever stands there, and nobody's.</summary>
    private void SumPass(ReadOnlySpan<int> rows, ReadOnlySpan<float> values, int first, Span<float> sums)
    {
        ref var start = ref MemoryMarshal.GetArrayDataReference(_numbers);
        Vector256<float> low = default, middle = default, high = default;
        for (var i = 0; i < rows.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)rows[i], (uint)Count);
            ref var row = ref Unsafe.Add(ref start, rows[i] * _stride);
            var factor = Vector256.Create(values[i] * Unsafe.ReadUnaligned<float>(ref Unsafe.As<short, byte>(ref row)));
            var (one, two) = Vector256.Widen(Vector256.LoadUnsafe(ref row, (nuint)(Head + first)));
            var three = Vector256.WidenLower(Vector128.LoadUnsafe(ref row, (nuint)(Head + first + 16)).ToVector256Unsafe());
            low += Vector256.ConvertToSingle(one) * factor;
            middle += Vector256.ConvertToSingle(two) * factor;
            high += Vector256.ConvertToSingle(three) * factor;
        }

        low.CopyTo(sums);
        middle.CopyTo(sums[8..]);
        high.CopyTo(sums[16..]);
    }

    private float Scale(int row) => Unsafe.ReadUnaligned<float>(ref Unsafe.As<short, byte>(ref _numbers[row * _stride]));
}
