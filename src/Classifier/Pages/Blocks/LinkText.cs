using System.Text;
using Classifier.Pages.Html;
using Classifier.Pages.Wording;

namespace Classifier.Pages.Blocks;

/// <summary>Reads the headline of a link without the rank, date, byline, kicker, or badge in separate elements.</summary>
internal static class LinkText
{
    private const int MaxKickerLength = 30;
    private const int MaxKickerWords = 3;
    private const int MinRepeatLength = 8;
    private const int MinSummaryWords = 5;
    private const int MinHeadlineLength = 25;
    private const int MinHeadlineWords = 4;
    private const int MaxRepeatLength = 300;

    /// <summary>Reads the headline of a link or a heading; returns "" if it has none.</summary>
    public static string Read(PageTree tree, PageNode link) => Read(tree, link, out _);

    /// <summary>Reads the headline of a link or a heading; returns "" if it has none.</summary>
    /// <param name="tree">The page.</param>
    /// <param name="link">The link or the heading.</param>
    /// <param name="isMetadata">True if the text is in an element named as metadata, and only reads as a headline.</param>
    public static string Read(PageTree tree, PageNode link, out bool isMetadata)
    {
        isMetadata = false;
        var scope =
            tree.Inside(link).FirstOrDefault(node => node.IsHeading && HasText(tree, node))
            ?? FindNamedTitle(tree, link)
            ?? link;
        var segments = Lines(tree, scope, MetadataNames.Exclude);
        if (segments.TrueForAll(segment => TextShape.WordCount(segment) < MaxKickerWords))
        {
            // The headline itself can be named as metadata.
            var unnamed = Lines(tree, scope, MetadataNames.ExcludeUnlessHeadline);
            isMetadata = unnamed.Exists(IsTitle);
            segments = isMetadata ? unnamed : segments;
        }

        // A caption describes the picture, unless the link has no other text.
        if (segments.Count == 0 && tree.Inside(link).FirstOrDefault(node => node.Tag == "figcaption") is { } caption)
        {
            segments = Lines(tree, caption, MetadataNames.Exclude);
        }

        var text = segments.Count switch
        {
            0 => "",
            1 => segments[0],
            _ => segments.Find(IsTitle) ?? segments.MaxBy(segment => segment.Length)!,
        };
        return RemoveRepetition(text);
    }

    private static List<string> Lines(PageTree tree, PageNode scope, MetadataNames names) =>
        [
            .. Segments(tree, scope, names)
                .Select(segment => Text(tree, segment, scope))
                .Where(text => text.Length > 0 && !HeadlineMetadata.IsMatch(text)),
        ];

    /// <summary>Returns the displayed lines of an element as lists of run indices. Words that touch without a space belong to different lines.</summary>
    public static List<List<int>> Segments(PageTree tree, PageNode scope, MetadataNames names = MetadataNames.Exclude)
    {
        var segments = new List<List<int>>();
        var last = -1;
        for (var i = scope.FirstRun; i < scope.EndRun; i++)
        {
            if (IsMetadata(tree, tree.Runs[i].Parent, scope, names))
            {
                continue;
            }

            if (last < 0 || IsLineBreak(tree, last, i))
            {
                segments.Add([]);
            }

            segments[^1].Add(i);
            last = i;
        }

        return segments;
    }

    private static bool IsLineBreak(PageTree tree, int left, int right)
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

    /// <summary>Returns the text of a segment without leading or trailing metadata in differently marked up elements.</summary>
    private static string Text(PageTree tree, List<int> runs, PageNode scope)
    {
        var end = FindRepeat(tree, runs);
        var first = KickerEnd(tree, runs, end, scope);
        while (
            end - first > 1
            && IsMarkedUpDifferently(runs[first], runs[first + 1])
            && (HeadlineMetadata.IsMatch(tree.Runs[runs[first]].Text) || IsKicker(first, end))
        )
        {
            first++;
        }

        while (
            end - first > 1
            && IsMarkedUpDifferently(runs[end - 1], runs[end - 2])
            && (HeadlineMetadata.IsMatch(tree.Runs[runs[end - 1]].Text) || IsSource(first, end))
        )
        {
            end--;
        }

        end = HeadlineBeforeSummary(tree, runs, first, end, scope);
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

        bool IsMarkedUpDifferently(int run, int beside)
        {
            (var a, var b) = (tree.Runs[run].Parent, tree.Runs[beside].Parent);
            var touch = tree.Runs[Math.Max(run, beside)].Gap == TextGap.None;
            return a != scope
                && (a.Tag != b.Tag || a.Class != b.Class)
                && !(
                    touch
                    && IsFormatting(a)
                    && (b == scope || IsFormatting(b))
                    && !PublishedDate.IsMatch(tree.Runs[run].Text)
                    && !(b != scope && a.Tag != b.Tag && tree.Runs[run].Text.All(char.IsAsciiDigit))
                );
        }

        bool IsKicker(int at, int to) => to - at == 2 && IsShortBeside(tree.Runs[runs[at]], tree.Runs[runs[at + 1]]);

        bool IsSource(int at, int to) =>
            to - at == 2
            && (
                IsShortBeside(tree.Runs[runs[to - 1]], tree.Runs[runs[at]])
                || AreInElementsOfTheirOwn(tree.Runs[runs[to - 1]], tree.Runs[runs[at]])
                    && TextShape.IsByline(tree.Runs[runs[to - 1]].Text)
                    && IsTitle(tree.Runs[runs[at]].Text)
            );

        bool IsShortBeside(TextRun part, TextRun headline) =>
            AreInElementsOfTheirOwn(part, headline)
            && part.Text.Length <= MaxKickerLength
            && TextShape.WordCount(part.Text) <= MaxKickerWords
            && TextShape.WordCount(headline.Text) > MaxKickerWords;

        bool AreInElementsOfTheirOwn(TextRun part, TextRun headline)
        {
            var branch = BranchPoint.Between(part.Parent, headline.Parent);
            return branch.Left != branch.Common && branch.Right != branch.Common && branch.Common.Depth >= scope.Depth;
        }
    }

    /// <summary>Returns the number of runs of a kicker of several runs in an element beside the headline; 0 if there is none.</summary>
    private static int KickerEnd(PageTree tree, List<int> runs, int end, PageNode scope)
    {
        var kicker = tree.Runs[runs[0]].Parent;
        var headline = tree.Runs[runs[end - 1]].Parent;
        var length = runs.FindIndex(0, end, run => tree.Runs[run].Parent != kicker);
        return
            length > 1
            && kicker != scope
            && headline != scope
            && kicker.Parent == headline.Parent
            && runs.FindIndex(length, end - length, run => tree.Runs[run].Parent != headline) < 0
            && tree.TextLength(kicker) <= MaxKickerLength
            && TextShape.WordCount(tree.Text(kicker)) <= MaxKickerWords
            && TextShape.WordCount(tree.Text(headline)) > MaxKickerWords
            ? length
            : 0;
    }

    /// <summary>
    /// Returns the end of a headline at the start of a line that is followed by its summary: a bold headline, or one in an element of
    /// its own before sentences.
    /// </summary>
    private static int HeadlineBeforeSummary(PageTree tree, List<int> runs, int first, int end, PageNode scope)
    {
        var headline = tree.Runs[runs[first]].Parent;
        if (headline == scope)
        {
            return end;
        }

        var rest = first + 1;
        while (rest < end && headline.Contains(tree.Runs[runs[rest]].Parent))
        {
            rest++;
        }

        if (rest == end || !IsTitle(tree.Text(runs[first], runs[rest - 1] + 1)))
        {
            return end;
        }

        var summary = tree.Text(runs[rest], runs[end - 1] + 1).TrimStart('-', '–', '—', ':', ' ');
        var isSentence = headline.Tag is "strong" or "b" || summary.EndsWith('.');
        return
            isSentence
            && summary.Length > 0
            && char.IsUpper(summary[0])
            && TextShape.WordCount(summary) >= MinSummaryWords
            ? rest
            : end;
    }

    /// <summary>Finds the element that is named as a title. If several siblings form the title, returns their parent.</summary>
    private static PageNode? FindNamedTitle(PageTree tree, PageNode link)
    {
        PageNode? first = null;
        foreach (var node in tree.Inside(link))
        {
            if (
                (node.Traits & (ElementTraits.Title | ElementTraits.Metadata | ElementTraits.Summary))
                    != ElementTraits.Title
                || first?.Contains(node) == true
            )
            {
                continue;
            }

            var text = string.Join(' ', Segments(tree, node).Select(segment => Text(tree, segment, node)));
            if (TextShape.WordCount(text) < 2)
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
        TextShape.IsHeadline(text) && TextShape.WordCount(text) > MaxKickerWords;

    private static bool HasText(PageTree tree, PageNode node) =>
        tree.TextLength(node) > 1 && tree.Text(node).Any(char.IsLetter);

    private static bool IsFormatting(PageNode node) =>
        node.Tag is "b" or "i" or "em" or "strong" or "u" or "font" or "ins" or "mark" or "q" or "abbr" or "bdi";

    private static bool IsMetadata(PageTree tree, PageNode node, PageNode scope, MetadataNames names) =>
        node.Upwards(scope)
            .Any(around =>
                around.Tag is "time" or "figcaption" or "cite" or "sup" or "small" or "button"
                || IsNamedMetadata(tree, around, names)
            );

    private static bool IsNamedMetadata(PageTree tree, PageNode node, MetadataNames names)
    {
        if (node.Traits.HasFlag(ElementTraits.Title))
        {
            return false;
        }

        return node.Traits.HasFlag(ElementTraits.Summary)
            || node.Traits.HasFlag(ElementTraits.Metadata)
                && (names == MetadataNames.Exclude || !ReadsAsHeadline(tree, node));
    }

    private static bool ReadsAsHeadline(PageTree tree, PageNode node) =>
        tree.TextLength(node) >= MinHeadlineLength
        && tree.Text(node) is var text
        && TextShape.WordCount(text) >= MinHeadlineWords
        && TextShape.IsHeadline(text);

    /// <summary>
    /// Returns the index at which the text starts to repeat its last run. Scripts that shorten headlines keep the full text beside it.
    /// </summary>
    private static int FindRepeat(PageTree tree, List<int> runs)
    {
        var rest = "";
        for (var i = runs.Count - 1; i > 0 && rest.Length <= MaxRepeatLength; i--)
        {
            rest = rest.Length == 0 ? tree.Runs[runs[i]].Text : $"{tree.Runs[runs[i]].Text} {rest}";
            if (rest.Length >= MinRepeatLength && tree.Runs[runs[i - 1]].Text == rest)
            {
                return i;
            }
        }

        return runs.Count;
    }

    /// <summary>Removes the second half of a text that repeats the first. Some pages print a headline twice in one link, for two widths.</summary>
    private static string RemoveRepetition(string text)
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

/// <summary>Specifies how text in elements named as metadata is read.</summary>
internal enum MetadataNames
{
    /// <summary>The text is excluded.</summary>
    Exclude,

    /// <summary>The text is excluded unless it reads as a headline.</summary>
    ExcludeUnlessHeadline,
}
