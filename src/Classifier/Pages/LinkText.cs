using System.Text;

namespace Classifier.Pages;

/// <summary>The headline in a link, without the rank, date, byline, kicker or badge printed beside it as elements of their own.</summary>
internal static class LinkText
{
    private const int LongestKicker = 30;
    private const int WordsOfKicker = 3;
    private const int ShortestRepeat = 8;
    private const int LongestRepeat = 300;

    /// <summary>Reads the headline in a link, or in a heading that stands for one; "" when it has none.</summary>
    public static string Of(PageTree tree, PageNode link)
    {
        var scope =
            tree.Inside(link).FirstOrDefault(node => node.IsHeading && HasText(tree, node))
            ?? Named(tree, link)
            ?? link;
        var segments = Lines(tree, scope);

        // A caption is a summary of the picture, unless it is all that the link says.
        if (segments.Count == 0 && tree.Inside(link).FirstOrDefault(node => node.Tag == "figcaption") is { } caption)
        {
            segments = Lines(tree, caption);
        }

        var text = segments.Count switch
        {
            0 => "",
            1 => segments[0],
            _ => segments.Find(IsTitle) ?? segments.MaxBy(segment => segment.Length)!,
        };
        return Unrepeated(text);
    }

    private static List<string> Lines(PageTree tree, PageNode scope) =>
        [
            .. Segments(tree, scope)
                .Select(segment => Text(tree, segment, scope))
                .Where(text => text.Length > 0 && !Badge.Is(text)),
        ];

    /// <summary>The lines of an element as a reader sees them; what touches without a space must be apart on the screen, too.</summary>
    public static List<List<int>> Segments(PageTree tree, PageNode scope)
    {
        var segments = new List<List<int>>();
        var last = -1;
        for (var i = scope.FirstRun; i < scope.EndRun; i++)
        {
            if (IsAside(tree.Runs[i].Parent, scope))
            {
                continue;
            }

            if (last < 0 || Parts(tree, last, i))
            {
                segments.Add([]);
            }

            segments[^1].Add(i);
            last = i;
        }

        return segments;
    }

    private static bool Parts(PageTree tree, int left, int right)
    {
        var touches = true;
        for (var i = left + 1; i <= right; i++)
        {
            if (tree.Runs[i].Gap == TextGap.Line)
            {
                return true;
            }

            touches &= tree.Runs[i].Gap == TextGap.None;
        }

        (var a, var b) = (tree.Runs[left], tree.Runs[right]);
        return touches
            && a.Parent != b.Parent
            && a.Text.Length > 1
            && !IsFormatting(a.Parent)
            && !IsFormatting(b.Parent)
            && !char.IsWhiteSpace(a.Text[^1])
            && (char.IsUpper(b.Text[0]) || char.IsDigit(b.Text[0]))
            && (char.IsLetterOrDigit(a.Text[^1]) || a.Text[^1] is '.' or '?' or '!');
    }

    /// <summary>A segment's text, without a badge before it or a date after it that is marked up otherwise than the words beside it.</summary>
    private static string Text(PageTree tree, List<int> runs, PageNode scope)
    {
        int first = 0,
            end = Repeat(tree, runs);
        while (
            end - first > 1
            && Stands(runs[first], runs[first + 1])
            && (Badge.Is(tree.Runs[runs[first]].Text) || IsKicker(first, end))
        )
        {
            first++;
        }

        while (
            end - first > 1
            && Stands(runs[end - 1], runs[end - 2])
            && (Badge.Is(tree.Runs[runs[end - 1]].Text) || IsSource(first, end))
        )
        {
            end--;
        }

        var text = new StringBuilder();
        for (var i = first; i < end; i++)
        {
            var touches = true;
            for (var j = runs[Math.Max(first, i - 1)] + 1; j <= runs[i]; j++)
            {
                touches &= tree.Runs[j].Gap == TextGap.None;
            }

            if (i > first && !touches)
            {
                text.Append(' ');
            }

            text.Append(tree.Runs[runs[i]].Text);
        }

        return text.ToString();

        bool Stands(int run, int beside)
        {
            (var a, var b) = (tree.Runs[run].Parent, tree.Runs[beside].Parent);
            return a != scope && (a.Tag != b.Tag || a.Class != b.Class);
        }

        bool IsKicker(int at, int to) => to - at == 2 && IsShortBeside(tree.Runs[runs[at]], tree.Runs[runs[at + 1]]);

        bool IsSource(int at, int to) => to - at == 2 && IsShortBeside(tree.Runs[runs[to - 1]], tree.Runs[runs[at]]);

        bool IsShortBeside(TextRun part, TextRun headline) =>
            headline.Parent != scope
            && part.Parent.Parent == headline.Parent.Parent
            && part.Text.Length <= LongestKicker
            && HeadlineShape.WordCount(part.Text) <= WordsOfKicker
            && HeadlineShape.WordCount(headline.Text) > WordsOfKicker;
    }

    /// <summary>The element whose name says that it is the title; the one around them when several make it up.</summary>
    private static PageNode? Named(PageTree tree, PageNode link)
    {
        PageNode? first = null;
        foreach (var node in tree.Inside(link))
        {
            if (
                (node.Names & (ElementNames.Title | ElementNames.Aside)) != ElementNames.Title
                || first?.Contains(node) == true
            )
            {
                continue;
            }

            var text = string.Join(' ', Segments(tree, node).Select(segment => Text(tree, segment, node)));
            if (HeadlineShape.WordCount(text) < 2)
            {
                continue;
            }

            if (first is null)
            {
                first = node;
            }
            else
            {
                return node.Parent == first.Parent && tree.Text(node) != tree.Text(first) ? first.Parent : first;
            }
        }

        return first;
    }

    private static bool IsTitle(string text) =>
        HeadlineShape.IsHeadline(text) && HeadlineShape.WordCount(text) > WordsOfKicker;

    private static bool HasText(PageTree tree, PageNode node) =>
        tree.TextLength(node) > 1 && tree.Text(node).Any(char.IsLetter);

    private static bool IsFormatting(PageNode node) =>
        node.Tag is "b" or "i" or "em" or "strong" or "u" or "font" or "ins" or "mark" or "q" or "abbr" or "bdi";

    private static bool IsAside(PageNode node, PageNode scope) =>
        node.Upwards(scope)
            .Any(around =>
                around.Tag is "time" or "figcaption" or "cite" or "sup" or "small" or "button"
                || (around.Names & (ElementNames.Title | ElementNames.Aside)) == ElementNames.Aside
            );

    /// <summary>
    /// Where the text begins to repeat what its last run has said: scripts that cut a headline to fit keep the words that they cut.
    /// </summary>
    private static int Repeat(PageTree tree, List<int> runs)
    {
        var rest = "";
        for (var i = runs.Count - 1; i > 0 && rest.Length <= LongestRepeat; i--)
        {
            rest = rest.Length == 0 ? tree.Runs[runs[i]].Text : $"{tree.Runs[runs[i]].Text} {rest}";
            if (rest.Length >= ShortestRepeat && tree.Runs[runs[i - 1]].Text == rest)
            {
                return i;
            }
        }

        return runs.Count;
    }

    /// <summary>Some pages print a headline twice in one link, for two widths.</summary>
    private static string Unrepeated(string text)
    {
        var half = text.Length / 2;
        return
            text.Length > 20
            && text.Length % 2 == 1
            && text[half] == ' '
            && text.AsSpan(0, half).SequenceEqual(text.AsSpan(half + 1))
            ? text[..half]
            : text;
    }
}
