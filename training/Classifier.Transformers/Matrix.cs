namespace Classifier.Transformers;

/// <summary>Represents a dense matrix of single-precision numbers in row-major order.</summary>
/// <param name="rows">The number of rows.</param>
/// <param name="columns">The number of columns.</param>
/// <param name="values">The elements, row by row.</param>
public sealed class Matrix(int rows, int columns, float[] values)
{
    /// <summary>Initializes a matrix of zeros.</summary>
    internal Matrix(int rows, int columns)
        : this(rows, columns, new float[rows * columns]) { }

    /// <summary>Gets the number of rows.</summary>
    public int Rows => rows;

    /// <summary>Gets the number of columns.</summary>
    internal int Columns => columns;

    /// <summary>Gets the elements, row by row.</summary>
    public float[] Values => values;

    /// <summary>Gets a row.</summary>
    public Span<float> this[int row] => values.AsSpan(row * columns, columns);
}
