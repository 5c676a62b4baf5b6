using System.Text.RegularExpressions;

namespace Classifier.Pages;

/// <summary>The entries of a list in a text dump: bulleted, numbered or bare, with or without section and date lines.</summary>
internal static partial class TextList
{
    private const int LongestSection = 3;

    /// <summary>Reads the entries from a list's lines, the heading left out.</summary>
    public static IReadOnlyList<PageItem> Read(ReadOnlySpan<string> lines)
    {
        var items = new List<PageItem>();
        if (lines.IsEmpty) return items;
        IEnumerable<List<string>> entries = StartsWithBullet(lines[0]) ? SplitAtBullets(lines) : SplitAtHeadlines(lines);
        var seen = new HashSet<string>();
        foreach (List<string> entry in entries)
        {
            if (ReadEntry(entry) is { } item && seen.Add(item.Text)) items.Add(item);
        }
        return items;
    }

    /// <summary>Whether a line is or begins with a bullet or a rank.</summary>
    public static bool StartsWithBullet(string line) => Bullet().IsMatch(line);

    /// <summary>Whether a line is a bullet or a rank and nothing else.</summary>
    public static bool IsBareBullet(string line) => Bullet().Match(line) is { Success: true } match && match.Length == line.Length;

    private static List<List<string>> SplitAtBullets(ReadOnlySpan<string> lines)
    {
        var entries = new List<List<string>>();
        foreach (string line in lines)
        {
            Match bullet = Bullet().Match(line);
            if (bullet.Success && !PublishedDate.Is(line)) entries.Add([]);
            string rest = bullet.Success && !PublishedDate.Is(line) ? line[bullet.Length..].Trim() : line;
            if (rest.Length > 0) entries[^1].Add(rest);
        }
        return entries;
    }

    /// <summary>Without bullets, an entry is a headline with the labels before it and its date, before or after as in the first entry.</summary>
    private static List<List<string>> SplitAtHeadlines(ReadOnlySpan<string> lines)
    {
        var entries = new List<List<string>>();
        bool dateFirst = FirstIsDate(lines);
        bool complete = true;
        foreach (string line in lines)
        {
            bool isDate = PublishedDate.Is(line);
            if (complete && (!isDate || dateFirst)) entries.Add([]);
            if (entries.Count == 0) entries.Add([]);
            entries[^1].Add(line);
            complete = isDate ? !dateFirst : IsTitle(line);
        }
        return entries;
    }

    private static bool FirstIsDate(ReadOnlySpan<string> lines)
    {
        foreach (string line in lines)
        {
            if (PublishedDate.Is(line)) return true;
            if (IsTitle(line)) return false;
        }
        return false;
    }

    private static PageItem? ReadEntry(List<string> lines)
    {
        string[] texts = [.. lines.Where(line => !PublishedDate.Is(line) && !HeadlineShape.IsCredit(line))];
        int title = Array.FindIndex(texts, IsTitle);
        if (title < 0) title = texts.Length - 1;
        if (title < 0 || !texts[title].Any(char.IsLetter) || HeadlineShape.IsParagraph(texts[title]) && texts[title].EndsWith('.')) return null;
        string? section = texts.Take(title).FirstOrDefault(HeadlineShape.IsLabel);
        return new PageItem(texts[title], null, lines.Find(PublishedDate.Is), section);
    }

    private static bool IsTitle(string line) => HeadlineShape.IsHeadline(line) && HeadlineShape.WordCount(line) > LongestSection;

    [GeneratedRegex(@"^(?:[-–—*•·▪►▶‣◦○●■]+|#?\d{1,3}[.):]|\(\d{1,3}\))(?:\s+|$)|^\d{1,3}$")]
    private static partial Regex Bullet();
}
