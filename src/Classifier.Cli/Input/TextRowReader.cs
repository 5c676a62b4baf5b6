namespace Classifier.Cli.Input;

/// <summary>Reads one headline per line. An empty line is a row as well, so that output rows match input lines.</summary>
/// <param name="reader">The text.</param>
internal sealed class TextRowReader(TextReader reader) : IHeadlineReader
{
    private readonly BoundedLineReader _lines = new(reader);
    private long _number;

    /// <inheritdoc/>
    public long Skip(long count)
    {
        var skipped = _lines.Skip(count);
        _number += skipped;
        return skipped;
    }

    /// <inheritdoc/>
    public IEnumerable<HeadlineRow> Read()
    {
        foreach (var line in _lines.ReadLines())
        {
            _number++;
            yield return line is null
                ? HeadlineRow.Invalid(
                    _number,
                    $"the line is longer than {BoundedLineReader.DefaultMaxLength:N0} characters"
                )
                : HeadlineRow.FromText(_number, line).MarkInvalidBytes();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => reader.Dispose();
}
