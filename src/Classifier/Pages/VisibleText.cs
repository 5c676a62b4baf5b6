using System.Text;
using AngleSharp.Dom;

namespace Classifier.Pages;

/// <summary>The text that a reader sees, white space collapsed; nothing here recurses, whatever the nesting.</summary>
internal static class VisibleText
{
    /// <summary>Nothing that a caller asks about is as large; the limit keeps reading a hostile page in proportion to its size.</summary>
    private const int MostNodes = 3000;

    /// <summary>The visible text of an element.</summary>
    public static string Of(IElement root) => Of(root, _ => false);

    /// <summary>The visible text of an element without the elements that <paramref name="skip"/> names.</summary>
    public static string Of(IElement root, Func<IElement, bool> skip)
    {
        var text = new StringBuilder();
        int left = MostNodes;
        PageWalk.Through(root, Enter, Leave);
        return Collapse(text.ToString());

        bool Enter(INode node)
        {
            if (--left < 0) return false;
            if (node is IText run) text.Append(run.Data);
            if (node is not IElement element || Clutter.IsUnseen(element) || skip(element)) return false;
            if (element.LocalName == "br" || IsBlock(element)) text.Append(' ');
            return true;
        }

        void Leave(IElement element)
        {
            if (IsBlock(element)) text.Append(' ');
        }
    }

    /// <summary>Trims a text and turns each run of white space into one space; soft hyphens and zero-width marks go.</summary>
    public static string Collapse(string text)
    {
        var collapsed = new StringBuilder(text.Length);
        bool gap = false;
        foreach (char c in text)
        {
            if (c is '\u00ad' or '\u200b' or '\ufeff' or '\u200e' or '\u200f') continue;
            if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                gap = collapsed.Length > 0;
                continue;
            }
            if (gap) collapsed.Append(' ');
            gap = false;
            collapsed.Append(c);
        }
        return collapsed.ToString();
    }

    private static bool IsBlock(IElement element) => element.LocalName is
        "p" or "div" or "li" or "ul" or "ol" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "section" or "article" or "header"
        or "footer" or "figure" or "figcaption" or "table" or "tr" or "td" or "time" or "dt" or "dd";
}
