using System.Text.RegularExpressions;
using Classifier.Pages.Wording;

namespace Classifier.Pages.TextDumps;

/// <summary>
/// Reads a text dump of a page with one block a line: the article, followed by lists of other headlines under their headings.
/// </summary>
internal static partial class TextDump
{
    private const int MaxLeadParagraphs = 3;
    private const int MaxParagraphLength = 5_000;
    private const int MaxLinesToRetry = 50;

    /// <summary>Reads a text dump.</summary>
    public static Page Read(string source, PageBudget budget)
    {
        var lines = ReadLines(source, budget);
        var modules = new List<PageModule>();
        var articleEnd = lines.Length;
        for (var i = 0; i < lines.Length; i++)
        {
            budget.Check();
            if (!OpensList(lines, i))
            {
                continue;
            }

            var end = ListEnd(lines, i + 1, budget);
            var items = TextList.Read(lines.AsSpan(i + 1, end - i - 1), budget);
            if (items.Count < 2)
            {
                // Repeated lines would not form a list from the next line on either.
                if (end - i > MaxLinesToRetry)
                {
                    i = end - 1;
                }

                continue;
            }

            var kind = TextShape.IsSponsoredLabel(lines[i].Text) ? PageModuleKind.Sponsored : PageModuleKind.Editorial;
            modules.Add(new PageModule(lines[i].Text.TrimEnd(':'), kind, items));
            articleEnd = Math.Min(articleEnd, i);
            i = end - 1;
        }

        return new Page(ArticleHeadline(lines.AsSpan(0, articleEnd), budget), modules);
    }

    /// <summary>Reads the lines, sharing one object among equal lines so that each distinct line is evaluated once.</summary>
    private static TextLine[] ReadLines(string source, PageBudget budget)
    {
        var lines = new List<TextLine>();
        var known = new Dictionary<string, TextLine>();
        foreach (var written in source.AsSpan().EnumerateLines())
        {
            budget.Check();
            var text = VisibleText.Collapse(written);
            if (text.Length == 0)
            {
                continue;
            }

            if (!known.TryGetValue(text, out var line))
            {
                known.Add(text, line = new TextLine(text));
            }

            lines.Add(line);
        }

        return [.. lines];
    }

    private static bool OpensList(TextLine[] lines, int at)
    {
        var line = lines[at];
        if (at + 2 >= lines.Length || line.StartsWithBullet || !line.IsLabel)
        {
            return false;
        }

        if (lines[at + 1].StartsWithBullet)
        {
            return true;
        }

        return line.IsListHeading && !lines[at + 1].IsParagraph;
    }

    private static int ListEnd(TextLine[] lines, int from, PageBudget budget)
    {
        var bulleted = from < lines.Length && lines[from].StartsWithBullet;
        for (var i = from; i < lines.Length; i++)
        {
            budget.Check();
            if (lines[i].IsNotice)
            {
                return i;
            }

            if (i > from && !lines[i - 1].IsBareBullet && lines[i].IsListHeading && OpensList(lines, i))
            {
                return i;
            }

            if (!bulleted && lines[i].IsLongParagraph)
            {
                return i;
            }
        }

        return lines.Length;
    }

    /// <summary>
    /// Returns the line above the first paragraph that shares the most words with the article. The other lines there are captions and
    /// credits, which share fewer.
    /// </summary>
    private static string? ArticleHeadline(ReadOnlySpan<TextLine> lines, PageBudget budget)
    {
        var body = 0;
        while (body < lines.Length && !(lines[body].IsParagraph && !lines[body].IsCredit))
        {
            budget.Check();
            body++;
        }

        HashSet<string> bodyWords =
        [
            .. lines[body..Math.Min(lines.Length, body + MaxLeadParagraphs)]
                .ToArray()
                .SelectMany(line => Words(line.Text)),
        ];

        string? best = null;
        double bestScore = 0;
        foreach (var line in lines[..body])
        {
            budget.Check();
            if (!TextShape.IsHeadline(line.Text))
            {
                continue;
            }

            string[] words = [.. Words(line.Text).Distinct()];
            double score = 1 + words.Count(bodyWords.Contains);
            if (line.Text.EndsWith('.'))
            {
                score /= 2;
            }

            if (score > bestScore)
            {
                (best, bestScore) = (line.Text, score);
            }
        }

        return best ?? (body > 0 && lines[body - 1].IsLabel ? lines[body - 1].Text : null);
    }

    private static IEnumerable<string> Words(string line) =>
        Word()
            .Matches(line[..Math.Min(line.Length, MaxParagraphLength)])
            .Select(match => match.Value.ToLowerInvariant())
            .Where(word => word.Length > 3);

    [GeneratedRegex(@"[\p{L}\d]+")]
    private static partial Regex Word();
}
