using Classifier.Pages.Wording;

namespace Classifier.Pages.TextDumps;

/// <summary>Reads the entries of a list in a text dump: bulleted, numbered, or plain, with or without section and date lines.</summary>
internal static class TextList
{
    /// <summary>Reads the entries from the lines of a list without its heading.</summary>
    public static IReadOnlyList<PageItem> Read(ReadOnlySpan<TextLine> lines, PageBudget budget)
    {
        var items = new List<PageItem>();
        if (lines.IsEmpty)
        {
            return items;
        }

        IEnumerable<List<TextLine>> entries = lines[0].StartsWithBullet
            ? SplitAtBullets(lines, budget)
            : SplitAtHeadlines(lines, budget);
        var seen = new HashSet<string>();
        foreach (var entry in entries)
        {
            budget.Check();
            if (ReadEntry(entry) is { } item && seen.Add(item.Text))
            {
                items.Add(item);
            }
        }

        return items;
    }

    private static List<List<TextLine>> SplitAtBullets(ReadOnlySpan<TextLine> lines, PageBudget budget)
    {
        var entries = new List<List<TextLine>>();
        foreach (var line in lines)
        {
            budget.Check();
            if (line.StartsWithBullet && !line.IsDate)
            {
                entries.Add([]);
            }

            if (line.WithoutBullet() is { } rest)
            {
                entries[^1].Add(rest);
            }
        }

        return entries;
    }

    /// <summary>Splits a list without bullets. An entry consists of a headline, the labels before it, and its date before or after it, as in the first
    /// entry.</summary>
    private static List<List<TextLine>> SplitAtHeadlines(ReadOnlySpan<TextLine> lines, PageBudget budget)
    {
        var entries = new List<List<TextLine>>();
        var dateFirst = FirstIsDate(lines);
        var complete = true;
        foreach (var line in lines)
        {
            budget.Check();
            if (complete && (!line.IsDate || dateFirst))
            {
                entries.Add([]);
            }

            if (entries.Count == 0)
            {
                entries.Add([]);
            }

            entries[^1].Add(line);
            complete = line.IsDate ? !dateFirst : line.IsTitle;
        }

        return entries;
    }

    private static bool FirstIsDate(ReadOnlySpan<TextLine> lines)
    {
        foreach (var line in lines)
        {
            if (line.IsDate)
            {
                return true;
            }

            if (line.IsTitle)
            {
                return false;
            }
        }

        return false;
    }

    private static PageItem? ReadEntry(List<TextLine> lines)
    {
        TextLine[] texts = [.. lines.Where(line => !line.IsDate && !line.IsCredit)];
        var title = Array.FindIndex(texts, line => line.IsTitle);
        if (title < 0)
        {
            title = texts.Length - 1;
        }

        if (
            title < 0
            || !texts[title].Text.Any(char.IsLetter)
            || texts[title].IsParagraph && texts[title].Text.EndsWith('.')
        )
        {
            return null;
        }

        var date = lines.Find(line => line.IsDate)?.Text;
        var section = texts.Take(title).FirstOrDefault(line => line.IsLabel)?.Text;
        return new PageItem(texts[title].Text, null, date, section, date is null ? null : IsoDate.Read(date, null));
    }
}
