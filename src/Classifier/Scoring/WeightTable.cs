namespace Classifier.Scoring;

/// <summary>Represents the weights of a linear model: one row per feature, with one weight per label.</summary>
internal abstract class WeightTable(int count, int labels)
{
    /// <summary>Gets the number of rows.</summary>
    public int Count => count;

    /// <summary>Gets the number of labels.</summary>
    public int LabelCount => labels;

    /// <summary>Creates a table of zeros.</summary>
    /// <param name="count">The number of rows.</param>
    /// <param name="labels">The number of labels.</param>
    public static WeightTable Create(int count, int labels) =>
        labels == 1 ? new SingleLabelWeights(count) : new QuantizedWeights(count, labels);

    /// <summary>Gets the raw memory of the table.</summary>
    public abstract Span<byte> Bytes { get; }

    /// <summary>Sets the weights of a row.</summary>
    /// <param name="row">The index of the row.</param>
    /// <param name="weights">One weight for each label.</param>
    public abstract void SetRow(int row, ReadOnlySpan<float> weights);

    /// <summary>Returns the weight of a row for a label.</summary>
    public abstract float GetWeight(int row, int label);

    /// <summary>Copies the weights of a row.</summary>
    /// <param name="row">The index of the row.</param>
    /// <param name="weights">Receives one weight for each label.</param>
    public abstract void GetRow(int row, Span<float> weights);

    /// <summary>Prefetches rows that will be summed soon.</summary>
    public abstract void Prefetch(ReadOnlySpan<int> rows);

    /// <summary>Adds rows, each multiplied by a value, to sums.</summary>
    /// <param name="rows">The indices of the rows.</param>
    /// <param name="values">The value of each row.</param>
    /// <param name="sums">One sum for each label; the rows are added to it.</param>
    public abstract void AddRows(ReadOnlySpan<int> rows, ReadOnlySpan<float> values, Span<float> sums);
}
