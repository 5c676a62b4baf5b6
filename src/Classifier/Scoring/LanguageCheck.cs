using Classifier.Features;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>Tells whether a headline is in English, the one language that the models know, from its script and from how
/// many of its words are among the frequent ones.</summary>
internal static class LanguageCheck
{
    /// <summary>Frequent words of other languages in Latin script that are no English words.</summary>
    private static readonly HashSet<string> Foreign = new(StringComparer.Ordinal)
    {
        "der", "die", "das", "und", "nicht", "ist", "ein", "eine", "mit", "für", "auf", "von", "zu", "den", "dem", "im",
        "le", "les", "une", "des", "et", "est", "dans", "pour", "avec", "sur", "du", "au", "aux", "que", "qui", "ce",
        "el", "los", "las", "una", "por", "para", "con", "del", "se", "y", "su", "más", "como", "il", "che", "di", "della",
        "per", "non", "è", "um", "uma", "não", "os", "na", "em", "da", "do", "het", "een", "van", "en", "niet", "och",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> ForeignLookup =
        Foreign.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the headline is in English.</summary>
    /// <param name="headline">The headline.</param>
    /// <param name="rows">For each token its row in the word vectors, -1 where it has none.</param>
    /// <param name="hasVectors">Whether there are word vectors.</param>
    public static bool IsEnglish(TokenizedHeadline headline, ReadOnlySpan<int> rows, bool hasVectors)
    {
        if (headline.NonLatin * 4 > headline.Alphanumerics)
            return false;
        int words = 0, foreign = 0, known = 0, stops = 0;
        var tokens = headline.Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Kind != TokenKind.Word)
                continue;
            words++;
            foreign += ForeignLookup.Contains(headline[tokens[i]]) ? 1 : 0;
            known += !hasVectors || rows[i] >= 0 ? 1 : 0;
            stops += (CueLexicon.Of(headline[tokens[i]]) & WordHints.StopWord) != 0 ? 1 : 0;
        }

        // Names alone may be unknown; a few words tell nothing either way.
        return words > 0 && (foreign < 2 || foreign <= stops) && (words < 4 || known * 3 >= words);
    }
}
