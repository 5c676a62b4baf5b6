using System.Buffers.Binary;
using Classifier.Cli.Classifying;
using Parquet.Schema;

namespace Classifier.Cli.Output;

/// <summary>Writes one Parquet row per input row: the row's other columns with their types, the headline, and its
/// classification.</summary>
internal sealed class ParquetRowWriter : IRowWriter
{
    private readonly ParquetTable<ClassifiedRow> _table;

    /// <summary>Writes the schema. Input columns whose names clash with output columns get the prefix <c>input_</c>.</summary>
    public ParquetRowWriter(Stream stream, bool append, IReadOnlyList<DataField> columns, bool reasons, bool stories)
    {
        var cells = new ClassificationCells(reasons, stories);
        _table = new ParquetTable<ClassifiedRow>(
            stream,
            append,
            [
                .. columns.Select(
                    (field, i) =>
                        new ParquetTable<ClassifiedRow>.Column(
                            ParquetColumns.Copy(field, cells.GetInputName(field.Name)),
                            row => row.Row.Cells.Count == columns.Count ? row.Row.Cells[i] : null
                        )
                ),
                ParquetTable<ClassifiedRow>.Text("headline", row => row.Row.Headline),
                .. ParquetTable<ClassifiedRow>.Classification(
                    row => row.Classification,
                    row => row.Error,
                    stories ? row => row.Row.Story : null,
                    reasons
                ),
            ]
        );
    }

    /// <summary>Reads the size of the footer, which describes all row groups and is replaced when row groups are added.</summary>
    /// <param name="file">A complete Parquet file. Its position is moved to the end.</param>
    /// <returns>The size in bytes.</returns>
    public static int ReadFooterLength(Stream file)
    {
        // A file ends with the length of its metadata and the magic number PAR1.
        var tail = new byte[8];
        file.Seek(-tail.Length, SeekOrigin.End);
        file.ReadExactly(tail);
        return BinaryPrimitives.ReadInt32LittleEndian(tail) + tail.Length;
    }

    /// <inheritdoc/>
    public void Write(ClassifiedRow row) => _table.Add(row, row.Classification?.Reasons.Count ?? 0);

    /// <inheritdoc/>
    public void Flush() { }

    /// <inheritdoc/>
    public void Finish() => _table.Finish();

    /// <inheritdoc/>
    public void Dispose() => _table.Dispose();
}
