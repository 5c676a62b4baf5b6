using Classifier.Features;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>Tells whether a headline is in English, the one language that the models know, from its script and from how
/// many of its words are among the frequent ones.</summary>
internal static class LanguageCheck
{
    /// <summary>Whether the headline is in English.</summary>
    /// <param name="headline">The headline.</param>
    /// <param name="known">What is known of its words.</param>
    /// <param name="hasVectors">Whether there are word vectors.</param>
    public static bool IsEnglish(TokenizedHeadline headline, HeadlineWords known, bool hasVectors)
    {
        if (headline.NonLatin * 4 > headline.Alphanumerics)
        {
            return false;
        }

        int words = 0,
            foreign = 0,
            familiar = 0,
            stops = 0;
        var tokens = headline.Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Kind != TokenKind.Word)
            {
                continue;
            }

            words++;
            foreign += (known.Hints[i] & WordHints.Foreign) != 0 ? 1 : 0;
            familiar += !hasVectors || known.VectorRows[i] >= 0 ? 1 : 0;
            stops += (known.Hints[i] & WordHints.StopWord) != 0 ? 1 : 0;
        }

        // Names alone may be unknown; a few words tell nothing either way.
        return words > 0 && (foreign < 2 || foreign <= stops) && (words < 4 || familiar * 3 >= words);
    }
}
