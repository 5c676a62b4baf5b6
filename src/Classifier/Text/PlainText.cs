using System.Text;

namespace Classifier.Text;

/// <summary>Makes arbitrary strings safe to write to text formats.</summary>
public static class PlainText
{
    /// <summary>Replaces unpaired surrogates, and control characters other than tabs and line breaks, with U+FFFD.</summary>
    public static string Clean(string text)
    {
        var start = FindFirstUnsafe(text);
        if (start < 0)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(IsControl(rune) ? Rune.ReplacementChar : rune);
        }

        return clean.ToString();
    }

    /// <summary>Cleans a text and replaces each tab and line break with a space.</summary>
    public static string OneLine(string text) =>
        Clean(text).ReplaceLineEndings(" ").Replace('\t', ' ').Replace('\v', ' ');

    /// <summary>Returns a text on one line with bidirectional controls (U+202A to U+202E, U+2066 to U+2069) as visible escapes,
    /// because they can reorder the rest of a line on a terminal.</summary>
    public static string ForTerminal(string text)
    {
        var line = OneLine(text);
        return line.Any(IsBidiControl)
            ? string.Concat(line.Select(c => IsBidiControl(c) ? $"\\u{(int)c:X4}" : c.ToString()))
            : line;
    }

    private static bool IsBidiControl(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static int FindFirstUnsafe(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) || (char.IsControl(text[i]) && text[i] is not ('\t' or '\n' or '\r')))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsControl(Rune rune) => Rune.IsControl(rune) && rune.Value is not ('\t' or '\n' or '\r');
}
