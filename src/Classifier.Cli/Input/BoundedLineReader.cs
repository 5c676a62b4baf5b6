using System.Text;

namespace Classifier.Cli.Input;

/// <summary>Reads lines that end in LF or CR LF, in constant memory.</summary>
internal static class BoundedLineReader
{
    /// <summary>The default maximum length of a line, in UTF-16 code units.</summary>
    public const int DefaultMaxLength = 1 << 20;

    /// <summary>Reads all lines. A line longer than the maximum is returned as null.</summary>
    public static IEnumerable<string?> ReadLines(TextReader reader, int maxLength = DefaultMaxLength)
    {
        var buffer = new char[16 * 1024];
        var line = new StringBuilder();
        var tooLong = false;
        var hasPartialLine = false;
        int read;
        while ((read = reader.Read(buffer)) > 0)
        {
            for (var start = 0; start < read; )
            {
                var newLine = buffer.AsSpan(start, read - start).IndexOf('\n');
                var part = newLine < 0 ? read - start : newLine;
                tooLong |= line.Length + part > maxLength;
                if (!tooLong)
                {
                    line.Append(buffer, start, part);
                }

                hasPartialLine = true;
                start += part;
                if (newLine < 0)
                {
                    continue;
                }

                yield return Take(line, ref tooLong);
                hasPartialLine = false;
                start++;
            }
        }

        if (hasPartialLine)
        {
            yield return Take(line, ref tooLong);
        }
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
