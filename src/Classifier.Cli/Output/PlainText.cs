using System.Text;

namespace Classifier.Cli.Output;

/// <summary>Makes any string fit to be written.</summary>
internal static class PlainText
{
    /// <summary>The text with a replacement character for what is none: half surrogate pairs and control characters
    /// other than tab and line breaks.</summary>
    public static string Clean(string text)
    {
        var start = FirstUnclean(text);
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

    /// <summary>The text on one line: cleaned, with a space for each tab or line break.</summary>
    public static string OneLine(string text) =>
        Clean(text).ReplaceLineEndings(" ").Replace('\t', ' ').Replace('\v', ' ');

    private static int FirstUnclean(string text)
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
