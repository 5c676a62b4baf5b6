using System.Text;

namespace Classifier.Pages.Wording;

/// <summary>Normalizes text to its displayed form.</summary>
internal static class VisibleText
{
    /// <summary>Trims a text, replaces each run of white space with one space, and removes soft hyphens, zero-width characters, and
    /// noncharacters.</summary>
    public static string Collapse(ReadOnlySpan<char> text)
    {
        var collapsed = new StringBuilder(text.Length);
        var gap = false;
        foreach (var c in text)
        {
            if (
                c
                is >= '\ufdd0'
                    and <= '\ufdef'
                    or '\ufffe'
                    or '\uffff'
                    or '\u00ad'
                    or '\u200b'
                    or '\ufeff'
                    or '\u200e'
                    or '\u200f'
            )
            {
                continue;
            }

            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                gap = collapsed.Length > 0;
                continue;
            }

            if (gap)
            {
                collapsed.Append(' ');
            }

            gap = false;
            collapsed.Append(c);
        }

        return collapsed.ToString();
    }
}
