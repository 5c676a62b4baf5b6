using System.Text;

namespace Classifier.Cli.Input;

/// <summary>Reads lines, ended by LF or CR LF, and never keeps more than a limit of one.</summary>
internal static class BoundedLineReader
{
    /// <summary>The longest line that is kept unless told otherwise, in UTF-16 code units.</summary>
    public const int DefaultMaxLength = 1 << 20;

    /// <summary>Reads all lines; one that is over the limit comes as null.</summary>
    public static IEnumerable<string?> ReadLines(TextReader reader, int maxLength = DefaultMaxLength)
    {
        var buffer = new char[16 * 1024];
        var line = new StringBuilder();
        var tooLong = false;
        var begun = false;
        int read;
        while ((read = reader.Read(buffer)) > 0)
        {
            for (var start = 0; start < read; )
            {
                var length = buffer.AsSpan(start, read - start).IndexOf('\n');
                var part = length < 0 ? read - start : length;
                tooLong |= line.Length + part > maxLength;
                if (!tooLong)
                {
                    line.Append(buffer, start, part);
                }

                begun = true;
                start += part;
                if (length < 0)
                {
                    continue;
                }

                yield return Take(line, ref tooLong);
                begun = false;
                start++;
            }
        }

        if (begun)
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
