using System.Runtime.Intrinsics;

namespace Classifier.Transformers;

/// <summary>
/// Multiplies matrices with packed blocks and a register kernel of 6 × 16 elements (Goto and van de Geijn 2008, Anatomy of
/// High-Performance Matrix Multiplication). Each element is summed in the same order regardless of the number of threads.
/// </summary>
public static class MatrixMultiplication
{
    private const int KernelRows = 6;
    private const int KernelColumns = 16;

    /// <summary>The number of rows of the left matrix in a block. The packed block of 96 × 384 floats fits into the level 2
    /// cache.</summary>
    private const int BlockRows = 96;

    private const int BlockDepth = 384;

    /// <summary>Computes C = A · B, or C += A · B.</summary>
    /// <param name="compute">The threads to use.</param>
    /// <param name="a">The left matrix.</param>
    /// <param name="transposeA">True to use the transpose of <paramref name="a"/>.</param>
    /// <param name="b">The right matrix.</param>
    /// <param name="transposeB">True to use the transpose of <paramref name="b"/>.</param>
    /// <param name="c">Receives the product.</param>
    /// <param name="accumulate">True to add the product to <paramref name="c"/>.</param>
    public static void Multiply(
        Compute compute,
        Matrix a,
        bool transposeA,
        Matrix b,
        bool transposeB,
        Matrix c,
        bool accumulate = false
    )
    {
        var depth = transposeA ? a.Rows : a.Columns;
        if (
            depth != (transposeB ? b.Columns : b.Rows)
            || c.Rows != (transposeA ? a.Columns : a.Rows)
            || c.Columns != (transposeB ? b.Rows : b.Columns)
        )
        {
            throw new ArgumentException(
                $"Cannot multiply {a.Rows}×{a.Columns} by {b.Rows}×{b.Columns} to {c.Rows}×{c.Columns}."
            );
        }

        if (!accumulate)
        {
            Array.Clear(c.Values);
        }

        var panels = (c.Columns + KernelColumns - 1) / KernelColumns;
        var packedB = GC.AllocateUninitializedArray<float>(panels * KernelColumns * depth);
        compute.For(panels, panel => PackRight(b, transposeB, depth, panel * KernelColumns, packedB));
        compute.ForRanges(
            c.Rows,
            BlockRows,
            (first, end) => MultiplyRows(a, transposeA, packedB, depth, c, first, end)
        );
    }

    private static unsafe void MultiplyRows(
        Matrix a,
        bool transposeA,
        float[] packedB,
        int depth,
        Matrix c,
        int first,
        int end
    )
    {
        var strips = (end - first + KernelRows - 1) / KernelRows;
        var packedA = GC.AllocateUninitializedArray<float>(strips * KernelRows * Math.Min(depth, BlockDepth));
        var edge = stackalloc float[KernelRows * KernelColumns];
        fixed (
            float* pa = packedA,
                pb = packedB,
                pc = c.Values
        )
        {
            for (var k = 0; k < depth; k += BlockDepth)
            {
                var length = Math.Min(BlockDepth, depth - k);
                PackLeft(a, transposeA, first, end, k, length, packedA);
                for (var column = 0; column < c.Columns; column += KernelColumns)
                {
                    var right = pb + (column * depth) + (k * KernelColumns);
                    var columns = Math.Min(KernelColumns, c.Columns - column);
                    for (var strip = 0; strip < strips; strip++)
                    {
                        var row = first + (strip * KernelRows);
                        var rows = Math.Min(KernelRows, end - row);
                        var left = pa + (strip * KernelRows * length);
                        var target = pc + (row * c.Columns) + column;
                        if (rows == KernelRows && columns == KernelColumns)
                        {
                            RunKernel(length, left, right, target, c.Columns);
                        }
                        else
                        {
                            new Span<float>(edge, KernelRows * KernelColumns).Clear();
                            RunKernel(length, left, right, edge, KernelColumns);
                            for (var i = 0; i < rows * columns; i++)
                            {
                                target[(i / columns * c.Columns) + (i % columns)] += edge[
                                    (i / columns * KernelColumns) + (i % columns)
                                ];
                            }
                        }
                    }
                }
            }
        }
    }

    /// <summary>Copies 16 columns of the right matrix, row by row, and pads them with zeros.</summary>
    private static void PackRight(Matrix b, bool transpose, int depth, int column, float[] packed)
    {
        var target = packed.AsSpan(column * depth, KernelColumns * depth);
        var columns = Math.Min(KernelColumns, (transpose ? b.Rows : b.Columns) - column);
        if (columns < KernelColumns)
        {
            target.Clear();
        }

        if (transpose)
        {
            for (var j = 0; j < columns; j++)
            {
                var source = b[column + j];
                for (var k = 0; k < depth; k++)
                {
                    target[(k * KernelColumns) + j] = source[k];
                }
            }
        }
        else
        {
            for (var k = 0; k < depth; k++)
            {
                b[k].Slice(column, columns).CopyTo(target[(k * KernelColumns)..]);
            }
        }
    }

    /// <summary>Copies a block of the left matrix as strips of six rows, column by column, and pads it with zeros.</summary>
    private static void PackLeft(Matrix a, bool transpose, int first, int end, int start, int length, float[] packed)
    {
        for (int row = first, offset = 0; row < end; row += KernelRows, offset += KernelRows * length)
        {
            var target = packed.AsSpan(offset, KernelRows * length);
            var rows = Math.Min(KernelRows, end - row);
            if (rows < KernelRows)
            {
                target.Clear();
            }

            if (transpose)
            {
                for (var k = 0; k < length; k++)
                {
                    a[start + k].Slice(row, rows).CopyTo(target[(k * KernelRows)..]);
                }
            }
            else
            {
                for (var i = 0; i < rows; i++)
                {
                    var source = a[row + i].Slice(start, length);
                    for (var k = 0; k < source.Length; k++)
                    {
                        target[(k * KernelRows) + i] = source[k];
                    }
                }
            }
        }
    }

    /// <summary>Adds the product of a strip and a panel to 6 × 16 elements, which are held in twelve registers.</summary>
    private static unsafe void RunKernel(int length, float* a, float* b, float* c, int stride)
    {
        Vector256<float> c00 = default,
            c01 = default,
            c10 = default,
            c11 = default,
            c20 = default,
            c21 = default,
            c30 = default,
            c31 = default,
            c40 = default,
            c41 = default,
            c50 = default,
            c51 = default;
        for (var k = 0; k < length; k++, a += KernelRows, b += KernelColumns)
        {
            var b0 = Vector256.Load(b);
            var b1 = Vector256.Load(b + 8);
            var factor = Vector256.Create(a[0]);
            c00 = Vector256.MultiplyAddEstimate(factor, b0, c00);
            c01 = Vector256.MultiplyAddEstimate(factor, b1, c01);
            factor = Vector256.Create(a[1]);
            c10 = Vector256.MultiplyAddEstimate(factor, b0, c10);
            c11 = Vector256.MultiplyAddEstimate(factor, b1, c11);
            factor = Vector256.Create(a[2]);
            c20 = Vector256.MultiplyAddEstimate(factor, b0, c20);
            c21 = Vector256.MultiplyAddEstimate(factor, b1, c21);
            factor = Vector256.Create(a[3]);
            c30 = Vector256.MultiplyAddEstimate(factor, b0, c30);
            c31 = Vector256.MultiplyAddEstimate(factor, b1, c31);
            factor = Vector256.Create(a[4]);
            c40 = Vector256.MultiplyAddEstimate(factor, b0, c40);
            c41 = Vector256.MultiplyAddEstimate(factor, b1, c41);
            factor = Vector256.Create(a[5]);
            c50 = Vector256.MultiplyAddEstimate(factor, b0, c50);
            c51 = Vector256.MultiplyAddEstimate(factor, b1, c51);
        }

        Add(c, c00, c01);
        Add(c + stride, c10, c11);
        Add(c + (2 * stride), c20, c21);
        Add(c + (3 * stride), c30, c31);
        Add(c + (4 * stride), c40, c41);
        Add(c + (5 * stride), c50, c51);
    }

    private static unsafe void Add(float* c, Vector256<float> low, Vector256<float> high)
    {
        (Vector256.Load(c) + low).Store(c);
        (Vector256.Load(c + 8) + high).Store(c + 8);
    }
}
