using Classifier.Cli.CommandLine;
using Classifier.Cli.Output;
using Parquet;
using Parquet.Schema;

namespace Classifier.Cli.Input;

/// <summary>Reads the rows of a Parquet file, one row group at a time. Columns with lists or structures are left out.</summary>
internal sealed class ParquetRowReader : IHeadlineReader
{
    private readonly Stream _stream;
    private readonly string _file;
    private readonly ParquetReader _reader;
    private readonly DataField _headline;
    private readonly DataField[] _fields;
    private int _group;
    private long _skip;
    private long _number;

    /// <summary>Reads the schema.</summary>
    /// <param name="stream">The file, which must be seekable.</param>
    /// <param name="column">The column that holds the headline.</param>
    /// <param name="file">The name of the file for messages.</param>
    /// <exception cref="CommandException">The file is not Parquet, or it has no column of text with this name.</exception>
    public ParquetRowReader(Stream stream, HeadlineColumn column, string file)
    {
        (_stream, _file) = (stream, file);
        _reader = Read(() => Wait(ParquetReader.CreateAsync(stream, ParquetColumns.Options)));
        var fields = _reader.Schema.Fields.OfType<DataField>().Where(field => !field.IsArray).ToArray();
        _headline = fields[column.FindIndex([.. fields.Select(field => field.Name)], file)];
        if (!ParquetColumns.IsText(_headline))
        {
            throw new CommandException(
                $"{file}: the column {_headline.Name} is not text but {_headline.ClrType.Name}; name the headline's column with --text-column."
            );
        }

        _fields = [.. fields.Where(field => field != _headline)];
        Columns = [.. _fields.Select(field => ParquetColumns.Copy(field, field.Name))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<DataField> Columns { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> OmittedColumns =>
        [
            .. _reader
                .Schema.Fields.Select(column => column.Name)
                .Except(Columns.Select(column => column.Name))
                .Except([_headline.Name]),
        ];

    /// <inheritdoc/>
    public long Skip(long count)
    {
        var left = _reader.RowGroups.Skip(_group).Sum(group => group.RowCount) - _skip;
        var skipped = Math.Min(count, left);
        _skip += skipped;
        _number += skipped;
        while (_group < _reader.RowGroupCount && _skip >= _reader.RowGroups[_group].RowCount)
        {
            _skip -= _reader.RowGroups[_group++].RowCount;
        }

        return skipped;
    }

    /// <inheritdoc/>
    /// <exception cref="CommandException">The file is damaged.</exception>
    public IEnumerable<HeadlineRow> Read()
    {
        for (; _group < _reader.RowGroupCount; _group++)
        {
            var (headlines, columns, count) = Read(() =>
            {
                using var group = _reader.OpenRowGroupReader(_group);
                var rows = checked((int)group.RowCount);
                return (
                    ParquetColumns.Read(group, _headline, rows),
                    _fields.Select(field => ParquetColumns.Read(group, field, rows)).ToArray(),
                    rows
                );
            });
            for (var i = (int)_skip; i < count; i++)
            {
                var headline = (string?)headlines(i);
                yield return new HeadlineRow(
                    ++_number,
                    headline,
                    headline is null ? "the headline is null" : null,
                    [.. columns.Select(column => column(i))]
                );
            }

            _skip = 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _stream.Dispose();
    }

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    // Parquet.Net reports damage with many kinds of exceptions.
    private T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is not (CommandException or OutOfMemoryException))
        {
            throw new CommandException(
                $"{_file}: the file cannot be read as Parquet: {exception.Message} Get a complete copy of it.",
                exception
            );
        }
    }
}
