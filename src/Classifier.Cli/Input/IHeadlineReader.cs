using Parquet.Schema;

namespace Classifier.Cli.Input;

/// <summary>Reads the headlines of one file, from its first row to its last.</summary>
internal interface IHeadlineReader : IDisposable
{
    /// <summary>Gets the columns that each row has besides the headline. Columns of text formats are strings.</summary>
    IReadOnlyList<DataField> Columns => [];

    /// <summary>Gets the names of the columns that cannot be kept: lists and structures.</summary>
    IReadOnlyList<string> OmittedColumns => [];

    /// <summary>Gets the number of rows so far with quotes inside unquoted cells, which are part of the text.</summary>
    long LiteralQuoteRows => 0;

    /// <summary>Skips rows without interpreting them, which takes a fraction of the time of reading them.</summary>
    /// <param name="count">The number of rows to skip.</param>
    /// <returns>The number of rows that were skipped; less than <paramref name="count"/> at the end of the file.</returns>
    long Skip(long count);

    /// <summary>Reads all remaining rows.</summary>
    IEnumerable<HeadlineRow> Read();
}
