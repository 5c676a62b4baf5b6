using System.Text;
using AngleSharp.Dom;

namespace Classifier.Pages;

/// <summary>The text that a reader sees, white space collapsed; nothing here recurses, whatever the nesting.</summary>
internal static class VisibleText
{
    /// <summary>The visible text of an element.</summary>
    public static string Of(IElement root) => Of(root, _ => false);

    /// <summary>The visible text of an element without the elements that <paramref name="skip"/> names.</summary>
    public static string Of(IElement root, Func<IElement, bool> skip)
    {
        var text = new StringBuilder();
        INode? node = root;
        while (node is not null)
        {
            bool enter = true;
            if (node is IText run) text.Append(run.Data);
            else if (node is IElement element)
            {
                enter = element == root || !Clutter.IsUnseen(element) && !skip(element);
                if (enter && (element.LocalName == "br" || IsBlock(element))) text.Append(' ');
            }
            node = Next(node, root, enter, left => { if (IsBlock(left)) text.Append(' '); });
        }
        return Collapse(text.ToString());
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

    /// <summary>The node after <paramref name="node"/> in document order within <paramref name="root"/>; null at its end.</summary>
    public static INode? Next(INode node, INode root, bool enter, Action<IElement>? leave = null)
    {
        if (enter && node.FirstChild is { } child) return child;
        for (INode? current = node; current is not null && current != root; current = current.Parent)
        {
            if (current is IElement element) leave?.Invoke(element);
            if (current.NextSibling is { } sibling) return sibling;
        }
        return null;
    }

    private static bool IsBlock(IElement element) => element.LocalName is
        "p" or "div" or "li" or "ul" or "ol" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "section" or "article" or "header"
        or "footer" or "figure" or "figcaption" or "table" or "tr" or "td" or "time" or "dt" or "dd";
}
