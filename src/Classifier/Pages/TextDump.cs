using System.Text.RegularExpressions;

namespace Classifier.Pages;

/// <summary>
/// The text of a page, one block a line: first the article, then lists of other headlines, each under its heading.
/// </summary>
internal static partial class TextDump
{
    /// <summary>Reads a text dump.</summary>
    public static Page Read(string source)
    {
        string[] lines = [.. LineBreak().Split(source).Select(Clean).Where(line => line.Length > 0)];
        var modules = new List<PageModule>();
        int articleEnd = lines.Length;
        for (int i = 0; i < lines.Length; i++)
        {
            if (!OpensList(lines, i)) continue;
            int end = ListEnd(lines, i + 1);
            IReadOnlyList<PageItem> items = TextList.Read(lines.AsSpan(i + 1, end - i - 1));
            if (items.Count < 2) continue;
            var kind = HeadlineShape.IsSponsoredLabel(lines[i]) ? PageModuleKind.Sponsored : PageModuleKind.Editorial;
            modules.Add(new PageModule(lines[i].TrimEnd(':'), kind, items));
            articleEnd = Math.Min(articleEnd, i);
            i = end - 1;
        }
        return new Page(ArticleHeadline(lines.AsSpan(0, articleEnd)), modules);
    }

    private static bool OpensList(string[] lines, int at)
    {
        string line = lines[at];
        if (at + 2 >= lines.Length || TextList.StartsWithBullet(line) || !HeadlineShape.IsLabel(line)) return false;
        if (TextList.StartsWithBullet(lines[at + 1])) return true;
        return HeadlineShape.IsListHeading(line) && !HeadlineShape.IsParagraph(lines[at + 1]);
    }

    private static int ListEnd(string[] lines, int from)
    {
        bool bulleted = from < lines.Length && TextList.StartsWithBullet(lines[from]);
        for (int i = from; i < lines.Length; i++)
        {
            string line = lines[i];
            if (HeadlineShape.IsNotice(line)) return i;
            if (i > from && !TextList.IsBareBullet(lines[i - 1]) && HeadlineShape.IsListHeading(line) && OpensList(lines, i)) return i;
            if (!bulleted && HeadlineShape.IsParagraph(line) && HeadlineShape.WordCount(line) > LongestEntry) return i;
        }
        return lines.Length;
    }

    /// <summary>
    /// Of the lines above the first paragraph, the one that shares most words with the article; captions and credits stand there too,
    /// but are shorter, credited or say something else.
    /// </summary>
    private static string? ArticleHeadline(ReadOnlySpan<string> lines)
    {
        int body = 0;
        while (body < lines.Length && !(HeadlineShape.IsParagraph(lines[body]) && !HeadlineShape.IsCredit(lines[body]))) body++;
        HashSet<string> bodyWords = [.. lines[body..Math.Min(lines.Length, body + LeadParagraphs)].ToArray().SelectMany(Words)];

        string? best = null;
        double bestScore = 0;
        foreach (string line in lines[..body])
        {
            if (!HeadlineShape.IsHeadline(line)) continue;
            string[] words = [.. Words(line).Distinct()];
            double score = 1 + words.Count(bodyWords.Contains);
            if (line.EndsWith('.')) score /= 2;
            if (score > bestScore) (best, bestScore) = (line, score);
        }
        return best ?? (body > 0 && HeadlineShape.IsLabel(lines[body - 1]) ? lines[body - 1] : null);
    }

    private const int LeadParagraphs = 3;
    private const int LongestEntry = 30;

    private static IEnumerable<string> Words(string line) =>
        Word().Matches(line).Select(match => match.Value.ToLowerInvariant()).Where(word => word.Length > 3);

    private static string Clean(string line) => Unprintable().Replace(line, " ").Trim();

    [GeneratedRegex(@"\r\n|[\n\r\f\u0085\u2028\u2029]")]
    private static partial Regex LineBreak();

    [GeneratedRegex(@"[\s\p{C}\u00a0]+")]
    private static partial Regex Unprintable();

    [GeneratedRegex(@"[\p{L}\d]+")]
    private static partial Regex Word();
}
