using Classifier.Features;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>
/// Detects whether a headline is in English, the only supported language, from its script and the share of frequent
/// English words.
/// </summary>
internal static class LanguageDetector
{
    /// <summary>Determines whether a headline is in English.</summary>
    /// <param name="headline">The tokenized headline.</param>
    /// <param name="known">The vocabulary entries of its tokens.</param>
    /// <param name="hasVectors">A value indicating whether the model has word vectors.</param>
    /// <param name="words">Receives the number of words.</param>
    /// <param name="unknown">Receives the number of words without a vector; 0 if the model has no vectors.</param>
    public static bool IsEnglish(
        TokenizedHeadline headline,
        HeadlineWords known,
        bool hasVectors,
        out int words,
        out int unknown
    )
    {
        int foreign = 0,
            familiar = 0,
            stops = 0;
        words = 0;
        var tokens = headline.Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Kind != TokenKind.Word)
            {
                continue;
            }

            words++;
            foreign += (known.Categories[i] & WordCategories.Foreign) != 0 ? 1 : 0;
            familiar += !hasVectors || known.VectorRows[i] >= 0 ? 1 : 0;
            stops += (known.Categories[i] & WordCategories.StopWord) != 0 ? 1 : 0;
        }

        unknown = words - familiar;
        if (headline.NonLatinCount * 4 > headline.AlphanumericCount)
        {
            return false;
        }

        // Headlines of fewer than four words may consist of unknown names only.
        return words > 0 && (foreign < 2 || foreign <= stops) && (words < 4 || familiar * 3 >= words);
    }
}
