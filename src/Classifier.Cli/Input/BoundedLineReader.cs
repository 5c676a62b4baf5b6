using System.Text;

namespace Classifier.Cli.Input;

/// <summary>Reads lines that end in LF or CR LF, in constant memory.</summary>
/// <param name="reader">The text.</param>
/// <param name="maxLength">The maximum length of a line, in UTF-16 code units.</param>
internal sealed class BoundedLineReader(TextReader reader, int maxLength = BoundedLineReader.DefaultMaxLength)
{
    /// <summary>The default maximum length of a line, in UTF-16 code units.</summary>
    public const int DefaultMaxLength = 1 << 20;

    private readonly char[] _buffer = new char[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>Reads all remaining lines. A line longer than the maximum is returned as null.</summary>
    public IEnumerable<string?> ReadLines()
    {
        var line = new StringBuilder();
        var tooLong = false;
        var hasPartialLine = false;
        while (Fill())
        {
            var newLine = _buffer.AsSpan(_start, _end - _start).IndexOf('\n');
            var part = newLine < 0 ? _end - _start : newLine;
            tooLong |= line.Length + part > maxLength;
            if (!tooLong)
            {
                line.Append(_buffer, _start, part);
            }

            hasPartialLine = newLine < 0;
            _start += hasPartialLine ? part : part + 1;
            if (!hasPartialLine)
            {
                yield return Take(line, ref tooLong);
            }
        }

        if (hasPartialLine)
        {
            yield return Take(line, ref tooLong);
        }
    }

    /// <summary>Skips lines without creating strings.</summary>
    /// <param name="count">The number of lines to skip.</param>
    /// <returns>The number of lines that were skipped; less than <paramref name="count"/> at the end of the text.</returns>
    public long Skip(long count)
    {
        var skipped = 0L;
        var hasPartialLine = false;
        while (skipped < count && Fill())
        {
            var newLine = _buffer.AsSpan(_start, _end - _start).IndexOf('\n');
            hasPartialLine = newLine < 0;
            _start = hasPartialLine ? _end : _start + newLine + 1;
            skipped += hasPartialLine ? 0 : 1;
        }

        return hasPartialLine ? skipped + 1 : skipped;
    }

    private bool Fill()
    {
        if (_start == _end)
        {
            (_start, _end) = (0, reader.Read(_buffer));
        }

        return _end > 0;
    }

    private static string? Take(StringBuilder line, ref bool tooLong)
    {
        if (line.Length > 0 && line[^1] == '\r')
        {
            line.Length--;
        }

        var taken = tooLong ? null : line.ToString();
        line.Clear();
        tooLong = false;
        return taken;
    }
}
