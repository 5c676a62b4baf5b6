namespace Classifier.Scoring;

/// <summary>The weights of a linear model: one row for each feature with one weight for each label.</summary>
internal abstract class WeightTable(int count, int labels)
{
    /// <summary>How many rows there are.</summary>
    public int Count => count;

    /// <summary>How many labels.</summary>
    public int Labels => labels;

    /// <summary>Makes rows of zeros.</summary>
    /// <param name="count">How many rows.</param>
    /// <param name="labels">How many labels.</param>
    public static WeightTable Create(int count, int labels) =>
        labels == 1 ? new WeightColumn(count) : new WeightRows(count, labels);

    /// <summary>All rows as they lie in memory.</summary>
    public abstract Span<byte> Bytes { get; }

    /// <summary>Sets a row.</summary>
    /// <param name="row">Its number.</param>
    /// <param name="weights">Its weights, one for each label.</param>
    public abstract void Set(int row, ReadOnlySpan<float> weights);

    /// <summary>A row's weight for a label.</summary>
    public abstract float Weight(int row, int label);

    /// <summary>A row's weights.</summary>
    /// <param name="row">Its number.</param>
    /// <param name="weights">Takes them, one for each label.</param>
    public abstract void Get(int row, Span<float> weights);

    /// <summary>Says that rows will be added up soon.</summary>
    public abstract void Prefetch(ReadOnlySpan<int> rows);

    /// <summary>Adds up rows.</summary>
    /// <param name="rows">The rows' numbers.</param>
    /// <param name="values">What each row is multiplied with.</param>
    /// <param name="sums">Takes the sum for each label, beside what it holds.</param>
    public abstract void AddTo(ReadOnlySpan<int> rows, ReadOnlySpan<float> values, Span<float> sums);
}
