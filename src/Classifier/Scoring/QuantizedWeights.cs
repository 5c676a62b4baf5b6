using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Classifier.Scoring;

/// <summary>
/// Holds the weights of a model with several labels, quantized to 16 bits. The scale of a row precedes its weights, so
/// that a row costs one memory access. The error of a weight is at most 1/65,534 of the largest weight in its row.
/// </summary>
internal sealed class QuantizedWeights : WeightTable
{
    /// <summary>The number of 16-bit elements that the scale, a float, occupies.</summary>
    private const int ScaleLength = 2;

    /// <summary>The number of labels summed in one pass over the rows: three vectors of eight floats.</summary>
    private const int LabelsPerPass = 24;

    private readonly short[] _numbers;
    private readonly int _stride;

    /// <summary>Initializes a table of zeros.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="labels">The number of labels.</param>
    public QuantizedWeights(int count, int labels)
        : base(count, labels)
    {
        // An even stride keeps the scales aligned. A pass loads whole vectors and may read past the last row.
        _stride = ScaleLength + ((labels + 1) & ~1);
        _numbers = new short[(count * _stride) + LabelsPerPass];
    }

    /// <inheritdoc/>
    public override Span<byte> Bytes => MemoryMarshal.AsBytes(_numbers.AsSpan());

    /// <inheritdoc/>
    public override void SetRow(int row, ReadOnlySpan<float> weights)
    {
        var numbers = _numbers.AsSpan(row * _stride, _stride);
        var scale = MathF.Abs(TensorPrimitives.MaxMagnitude(weights)) / short.MaxValue;
        MemoryMarshal.Cast<short, float>(numbers)[0] = scale;
        for (var label = 0; label < weights.Length; label++)
        {
            numbers[ScaleLength + label] = scale == 0 ? (short)0 : (short)MathF.Round(weights[label] / scale);
        }
    }

    /// <inheritdoc/>
    public override float GetWeight(int row, int label)
    {
        var numbers = _numbers.AsSpan(row * _stride, _stride);
        return MemoryMarshal.Cast<short, float>(numbers)[0] * numbers[ScaleLength + label];
    }

    /// <inheritdoc/>
    public override void GetRow(int row, Span<float> weights)
    {
        var numbers = _numbers.AsSpan(row * _stride, _stride);
        var scale = MemoryMarshal.Cast<short, float>(numbers)[0];
        numbers = numbers.Slice(ScaleLength, LabelCount);
        for (var label = 0; label < numbers.Length; label++)
        {
            weights[label] = scale * numbers[label];
        }
    }

    /// <inheritdoc/>
    public override void Prefetch(ReadOnlySpan<int> rows)
    {
        // A row can span two cache lines.
        ref var start = ref MemoryMarshal.GetArrayDataReference(_numbers);
        foreach (var row in rows)
        {
            CpuCache.Prefetch(ref Unsafe.Add(ref start, (nint)row * _stride));
            CpuCache.Prefetch(ref Unsafe.Add(ref start, ((nint)row * _stride) + _stride - 1));
        }
    }

    /// <inheritdoc/>
    public override void AddRows(ReadOnlySpan<int> rows, ReadOnlySpan<float> values, Span<float> sums)
    {
        Span<float> pass = stackalloc float[LabelsPerPass];
        for (var first = 0; first < LabelCount; first += LabelsPerPass)
        {
            Sum(rows, values, first, pass);
            var count = Math.Min(LabelsPerPass, LabelCount - first);
            for (var i = 0; i < count; i++)
            {
                sums[first + i] += pass[i];
            }
        }
    }

    /// <summary>Sums 24 labels. Elements past the last label are undefined and must be ignored.</summary>
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
            low = Vector256.MultiplyAddEstimate(LoadFloats(ref row, ScaleLength + first), factor, low);
            middle = Vector256.MultiplyAddEstimate(LoadFloats(ref row, ScaleLength + first + 8), factor, middle);
            high = Vector256.MultiplyAddEstimate(LoadFloats(ref row, ScaleLength + first + 16), factor, high);
        }

        low.CopyTo(sums);
        middle.CopyTo(sums[8..]);
        high.CopyTo(sums[16..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LoadFloats(ref short row, int at) =>
        Vector256.ConvertToSingle(Vector256.WidenLower(Vector128.LoadUnsafe(ref row, (nuint)at).ToVector256Unsafe()));
}
