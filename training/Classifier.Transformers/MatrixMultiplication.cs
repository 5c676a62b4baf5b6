using System.Runtime.Intrinsics;

namespace Classifier.Transformers;

/// <summary>
/// Multiplies matrices with packed blocks and a kernel that holds a tile of the product in registers (Goto and van de Geijn 2008,
/// Anatomy of High-Performance Matrix Multiplication). Each element is summed in the same order regardless of the number of threads
/// and of the size of the tile.
/// </summary>
internal static class MatrixMultiplication
{
    /// <summary>The number of rows of a tile: twelve of the 16 registers of AVX2, or 24 of the 32 of AVX-512, hold sums.</summary>
    private static readonly int KernelRows = Vector512.IsHardwareAccelerated ? 12 : 6;

    /// <summary>The number of columns of a tile: two registers.</summary>
    private static readonly int KernelColumns = Vector512.IsHardwareAccelerated ? 32 : 16;

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

    /// <summary>Copies the columns of a tile from the right matrix, row by row, and pads them with zeros.</summary>
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

    /// <summary>Copies a block of the left matrix as strips of the height of a tile, column by column, and pads it with zeros.</summary>
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

    /// <summary>Adds the product of a strip and a panel to a tile.</summary>
    private static unsafe void RunKernel(int length, float* a, float* b, float* c, int stride)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            RunWideKernel(length, a, b, c, stride);
        }
        else
        {
            RunNarrowKernel(length, a, b, c, stride);
        }
    }

    /// <summary>Computes a tile of 6 × 16 elements.</summary>
    private static unsafe void RunNarrowKernel(int length, float* a, float* b, float* c, int stride)
    {
        Vector256<float> c0a = default,
            c0b = default,
            c1a = default,
            c1b = default,
            c2a = default,
            c2b = default,
            c3a = default,
            c3b = default,
            c4a = default,
            c4b = default,
            c5a = default,
            c5b = default;
        for (var k = 0; k < length; k++, a += 6, b += 16)
        {
            var b0 = Vector256.Load(b);
            var b1 = Vector256.Load(b + 8);
            var factor = Vector256.Create(a[0]);
            c0a = Vector256.MultiplyAddEstimate(factor, b0, c0a);
            c0b = Vector256.MultiplyAddEstimate(factor, b1, c0b);
            factor = Vector256.Create(a[1]);
            c1a = Vector256.MultiplyAddEstimate(factor, b0, c1a);
            c1b = Vector256.MultiplyAddEstimate(factor, b1, c1b);
            factor = Vector256.Create(a[2]);
            c2a = Vector256.MultiplyAddEstimate(factor, b0, c2a);
            c2b = Vector256.MultiplyAddEstimate(factor, b1, c2b);
            factor = Vector256.Create(a[3]);
            c3a = Vector256.MultiplyAddEstimate(factor, b0, c3a);
            c3b = Vector256.MultiplyAddEstimate(factor, b1, c3b);
            factor = Vector256.Create(a[4]);
            c4a = Vector256.MultiplyAddEstimate(factor, b0, c4a);
            c4b = Vector256.MultiplyAddEstimate(factor, b1, c4b);
            factor = Vector256.Create(a[5]);
            c5a = Vector256.MultiplyAddEstimate(factor, b0, c5a);
            c5b = Vector256.MultiplyAddEstimate(factor, b1, c5b);
        }

        Add(c, c0a, c0b);
        Add(c + stride, c1a, c1b);
        Add(c + (2 * stride), c2a, c2b);
        Add(c + (3 * stride), c3a, c3b);
        Add(c + (4 * stride), c4a, c4b);
        Add(c + (5 * stride), c5a, c5b);
    }

    private static unsafe void Add(float* c, Vector256<float> left, Vector256<float> right)
    {
        (Vector256.Load(c) + left).Store(c);
        (Vector256.Load(c + 8) + right).Store(c + 8);
    }

    /// <summary>Computes a tile of 12 × 32 elements.</summary>
    private static unsafe void RunWideKernel(int length, float* a, float* b, float* c, int stride)
    {
        Vector512<float> c0a = default,
            c0b = default,
            c1a = default,
            c1b = default,
            c2a = default,
            c2b = default,
            c3a = default,
            c3b = default,
            c4a = default,
            c4b = default,
            c5a = default,
            c5b = default,
            c6a = default,
            c6b = default,
            c7a = default,
            c7b = default,
            c8a = default,
            c8b = default,
            c9a = default,
            c9b = default,
            c10a = default,
            c10b = default,
            c11a = default,
            c11b = default;
        for (var k = 0; k < length; k++, a += 12, b += 32)
        {
            var b0 = Vector512.Load(b);
            var b1 = Vector512.Load(b + 16);
            var factor = Vector512.Create(a[0]);
            c0a = Vector512.MultiplyAddEstimate(factor, b0, c0a);
            c0b = Vector512.MultiplyAddEstimate(factor, b1, c0b);
            factor = Vector512.Create(a[1]);
            c1a = Vector512.MultiplyAddEstimate(factor, b0, c1a);
            c1b = Vector512.MultiplyAddEstimate(factor, b1, c1b);
            factor = Vector512.Create(a[2]);
            c2a = Vector512.MultiplyAddEstimate(factor, b0, c2a);
            c2b = Vector512.MultiplyAddEstimate(factor, b1, c2b);
            factor = Vector512.Create(a[3]);
            c3a = Vector512.MultiplyAddEstimate(factor, b0, c3a);
            c3b = Vector512.MultiplyAddEstimate(factor, b1, c3b);
            factor = Vector512.Create(a[4]);
            c4a = Vector512.MultiplyAddEstimate(factor, b0, c4a);
            c4b = Vector512.MultiplyAddEstimate(factor, b1, c4b);
            factor = Vector512.Create(a[5]);
            c5a = Vector512.MultiplyAddEstimate(factor, b0, c5a);
            c5b = Vector512.MultiplyAddEstimate(factor, b1, c5b);
            factor = Vector512.Create(a[6]);
            c6a = Vector512.MultiplyAddEstimate(factor, b0, c6a);
            c6b = Vector512.MultiplyAddEstimate(factor, b1, c6b);
            factor = Vector512.Create(a[7]);
            c7a = Vector512.MultiplyAddEstimate(factor, b0, c7a);
            c7b = Vector512.MultiplyAddEstimate(factor, b1, c7b);
            factor = Vector512.Create(a[8]);
            c8a = Vector512.MultiplyAddEstimate(factor, b0, c8a);
            c8b = Vector512.MultiplyAddEstimate(factor, b1, c8b);
            factor = Vector512.Create(a[9]);
            c9a = Vector512.MultiplyAddEstimate(factor, b0, c9a);
            c9b = Vector512.MultiplyAddEstimate(factor, b1, c9b);
            factor = Vector512.Create(a[10]);
            c10a = Vector512.MultiplyAddEstimate(factor, b0, c10a);
            c10b = Vector512.MultiplyAddEstimate(factor, b1, c10b);
            factor = Vector512.Create(a[11]);
            c11a = Vector512.MultiplyAddEstimate(factor, b0, c11a);
            c11b = Vector512.MultiplyAddEstimate(factor, b1, c11b);
        }

        Add(c, c0a, c0b);
        Add(c + stride, c1a, c1b);
        Add(c + (2 * stride), c2a, c2b);
        Add(c + (3 * stride), c3a, c3b);
        Add(c + (4 * stride), c4a, c4b);
        Add(c + (5 * stride), c5a, c5b);
        Add(c + (6 * stride), c6a, c6b);
        Add(c + (7 * stride), c7a, c7b);
        Add(c + (8 * stride), c8a, c8b);
        Add(c + (9 * stride), c9a, c9b);
        Add(c + (10 * stride), c10a, c10b);
        Add(c + (11 * stride), c11a, c11b);
    }

    private static unsafe void Add(float* c, Vector512<float> left, Vector512<float> right)
    {
        (Vector512.Load(c) + left).Store(c);
        (Vector512.Load(c + 16) + right).Store(c + 16);
    }
}
