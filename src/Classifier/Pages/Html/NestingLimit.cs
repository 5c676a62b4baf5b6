namespace Classifier.Pages.Html;

/// <summary>
/// Truncates sources with more open elements than any real page has, because the time of the parser grows with the square of
/// their number.
/// </summary>
internal static class NestingLimit
{
    private const int MaxOpenElements = 1000;

    private static readonly HashSet<string> ImplicitlyClosed = new(StringComparer.OrdinalIgnoreCase)
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "a",
        "p",
        "li",
        "dd",
        "dt",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "optgroup",
        "html",
        "head",
        "body",
    };

    /// <summary>Returns the source, truncated before the tag that exceeds the maximum number of open elements.</summary>
    public static string Truncate(string source)
    {
        var open = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        var byName = open.GetAlternateLookup<ReadOnlySpan<char>>();
        var ended = ImplicitlyClosed.GetAlternateLookup<ReadOnlySpan<char>>();
        var total = 0;
        for (var at = source.IndexOf('<'); at >= 0; at = at + 1 < source.Length ? source.IndexOf('<', at + 1) : -1)
        {
            var closes = at + 1 < source.Length && source[at + 1] == '/';
            var name = TagNameAt(source, at + (closes ? 2 : 1));
            if (name.IsEmpty || ended.Contains(name))
            {
                continue;
            }

            byName.TryGetValue(name, out var count);
            if (closes && count == 0)
            {
                continue;
            }

            byName[name] = count + (closes ? -1 : 1);
            total += closes ? -1 : 1;
            if (total > MaxOpenElements)
            {
                return source[..at];
            }

            if (!closes && IsRawText(name))
            {
                at = FindRawTextEnd(source, at, name) - 1;
            }
        }

        return source;
    }

    private static ReadOnlySpan<char> TagNameAt(string source, int start)
    {
        var end = start;
        while (end < source.Length && (char.IsAsciiLetterOrDigit(source[end]) || source[end] is '-' or ':'))
        {
            end++;
        }

        return end > start && char.IsAsciiLetter(source[start]) ? source.AsSpan(start, end - start) : default;
    }

    private static bool IsRawText(ReadOnlySpan<char> name) =>
        name.Equals("script", StringComparison.OrdinalIgnoreCase)
        || name.Equals("style", StringComparison.OrdinalIgnoreCase);

    private static int FindRawTextEnd(string source, int at, ReadOnlySpan<char> name)
    {
        var end = source.AsSpan(at).IndexOf($"</{name}", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? source.Length : at + end;
    }
}
