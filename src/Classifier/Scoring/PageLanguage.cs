using Classifier.Features;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>
/// Determines which headlines of a page are in the supported language. A single headline often has too few frequent words, so the
/// language that the page declares, the majority of its headlines, and the majority of its list decide in doubtful cases.
/// </summary>
public static class PageLanguage
{
    private const string Supported = "en";

    /// <summary>The share of unsupported headlines from which a page that declares another language is read as such.</summary>
    private const double MinForeignShare = 0.2;

    /// <summary>The share of unsupported headlines from which any page is read as one in another language.</summary>
    private const double MajorityShare = 0.5;

    /// <summary>The number of headlines that can contradict the declared language, or decide without one.</summary>
    private const int MinHeadlines = 3;

    /// <summary>The number of frequent English words that make a headline English on any page.</summary>
    private const int MinEnglishWords = 2;

    [ThreadStatic]
    private static TokenizedHeadline? _workspace;

    private enum Evidence
    {
        None,
        English,
        Foreign,
    }

    /// <summary>Decides for each headline of a page whether it is in the supported language.</summary>
    /// <param name="declared">The language that the page declares, such as "en-GB"; null if it declares none.</param>
    /// <param name="headlines">All headlines of the page and whether each one alone appears to be supported.</param>
    /// <param name="lists">The number of the list of each headline, null for a headline in no list; null if there are no lists.</param>
    /// <returns>The decisions, in the order of the headlines.</returns>
    public static IReadOnlyList<bool> Settle(
        string? declared,
        IReadOnlyList<(string Text, bool LanguageSupported)> headlines,
        IReadOnlyList<int?>? lists = null
    )
    {
        var evidence = headlines.Select(headline => ReadEvidence(headline.Text)).ToArray();
        var ofPage = IsForeign(declared, headlines, evidence);
        var ofLists = (lists ?? [])
            .Index()
            .Where(headline => headline.Item is not null)
            .GroupBy(headline => headline.Item!.Value, headline => headline.Index)
            .ToDictionary(list => list.Key, list => IsForeignList([.. list], headlines, evidence));
        return
        [
            .. headlines.Select(
                (headline, i) =>
                    ((lists?[i] is { } list ? ofLists[list] : null) ?? ofPage) switch
                    {
                        true => headline.LanguageSupported && evidence[i] == Evidence.English,
                        false => headline.LanguageSupported || evidence[i] != Evidence.Foreign,
                        null => headline.LanguageSupported,
                    }
            ),
        ];
    }

    /// <summary>Returns whether a list is in another language than the supported one; null if it has headlines in both, or too few.</summary>
    private static bool? IsForeignList(
        int[] list,
        IReadOnlyList<(string Text, bool LanguageSupported)> headlines,
        Evidence[] evidence
    )
    {
        if (list.Length < MinHeadlines)
        {
            return null;
        }

        var foreign =
            (double)list.Count(i => !headlines[i].LanguageSupported || evidence[i] == Evidence.Foreign) / list.Length;
        var english = (double)list.Count(i => evidence[i] == Evidence.English) / list.Length;
        return foreign >= MajorityShare && english < MinForeignShare ? true
            : english >= MajorityShare && foreign < MinForeignShare ? false
            : null;
    }

    /// <summary>Returns whether doubtful headlines are in another language; null if each one is decided alone, because the page is
    /// short or has headlines in several languages.</summary>
    private static bool? IsForeign(
        string? declared,
        IReadOnlyList<(string Text, bool LanguageSupported)> headlines,
        Evidence[] evidence
    )
    {
        var language = Primary(declared);
        if (headlines.Count < MinHeadlines)
        {
            return language is null ? null : language != Supported;
        }

        var unsupported = (double)headlines.Count(headline => !headline.LanguageSupported) / headlines.Count;
        var english = (double)evidence.Count(one => one == Evidence.English) / headlines.Count;
        var isForeign =
            unsupported >= MajorityShare
            || (
                language is not null and not Supported && (unsupported >= MinForeignShare || english < MinForeignShare)
            );
        return !isForeign && unsupported >= MinForeignShare ? null : isForeign;
    }

    private static string? Primary(string? declared)
    {
        var end = declared?.AsSpan().IndexOfAny('-', '_') ?? -1;
        var primary = (end < 0 ? declared : declared![..end])?.Trim().ToLowerInvariant();
        return primary is { Length: 2 or 3 } ? (primary == "eng" ? Supported : primary) : null;
    }

    private static Evidence ReadEvidence(string text)
    {
        var headline = _workspace ??= new TokenizedHeadline();
        Tokenizer.Tokenize(text, headline);
        if (headline.NonLatinCount * 4 > headline.AlphanumericCount)
        {
            return Evidence.Foreign;
        }

        var words = CueLexicon.Words.GetAlternateLookup<ReadOnlySpan<char>>();
        int foreign = 0,
            english = 0;
        foreach (ref readonly var token in headline.Tokens)
        {
            if (token.Kind == TokenKind.Word && words.TryGetValue(headline[token], out var categories))
            {
                foreign += (categories & WordCategories.Foreign) != 0 ? 1 : 0;
                english += (categories & WordCategories.StopWord) != 0 ? 1 : 0;
            }
        }

        return foreign >= 2 && foreign > english ? Evidence.Foreign
            : english >= MinEnglishWords && foreign == 0 ? Evidence.English
            : Evidence.None;
    }
}
