using Classifier.Features;
using Classifier.Text;

namespace Classifier.Editing;

/// <summary>Finds the edits after which a headline still reads well: plain wording for phrases that bait, and parts that a headline
/// does not need. Quotations are never changed.</summary>
internal static class EditFinder
{
    /// <summary>The minimum number of words that a headline must keep when a phrase at its start or end is left out.</summary>
    private const int MinWords = 3;

    /// <summary>The minimum number of words that a headline must keep when one of its sentences is left out.</summary>
    private const int MinWordsWithoutSentence = 4;

    /// <summary>Words before which an adjective cannot be left out.</summary>
    private static readonly HashSet<string> Degrees =
    [
        "most",
        "more",
        "so",
        "how",
        "too",
        "as",
        "very",
        "less",
        "least",
    ];

    /// <summary>Words after which a phrase such as <c>must have</c> is a verb.</summary>
    private static readonly HashSet<string> Subjects =
    [
        "i",
        "you",
        "we",
        "he",
        "she",
        "it",
        "they",
        "who",
        "to",
        "not",
    ];

    /// <summary>Words that cannot start a headline of their own, because they point to what was left out.</summary>
    private const WordCategories Pointing =
        WordCategories.QuestionWord
        | WordCategories.FirstPerson
        | WordCategories.ThirdPerson
        | WordCategories.Demonstrative
        | WordCategories.Heres
        | WordCategories.Auxiliary;

    /// <summary>Finds the edits, in the order of the headline.</summary>
    public static List<HeadlineEdit> Find(EditableHeadline headline, string text)
    {
        var edits = new List<HeadlineEdit>();
        for (var i = 0; i < headline.Count; i++)
        {
            foreach (var phrase in PlainWording.StartingWith(headline[i]))
            {
                if (headline.HasPhrase(i, phrase.Words) && IsInPlace(headline, i, phrase))
                {
                    edits.Add(Replace(headline, i, phrase));
                    break;
                }
            }
        }

        AddSentences(headline, text, edits);
        AddLastMarks(headline, text, edits);
        return edits;
    }

    private static bool IsInPlace(EditableHeadline headline, int start, BaitPhrase phrase)
    {
        var end = start + phrase.Words.Length;
        var hasNext =
            end < headline.Count && headline.Token(end).Kind == TokenKind.Word && headline.IsNextToNext(end - 1);
        return phrase.Kind switch
        {
            PhraseKind.Word => true,
            PhraseKind.Opener => headline.StartsSentence(start) && headline.Count - end >= MinWords,
            PhraseKind.Closer => end == headline.Count
                && start >= MinWords
                && (
                    phrase.Words[0] is "and" or "but"
                    || headline.StartsSentence(start)
                    || headline.HasCommaAfter(start - 1)
                ),
            PhraseKind.Adverb => hasNext,
            _ => hasNext
                && (headline.Categories(end) & (WordCategories.StopWord | WordCategories.Auxiliary)) == 0
                && (headline.StartsSentence(start) || CanPrecede(headline, start - 1, phrase.Kind)),
        };
    }

    /// <summary>Determines whether a word can be before an adjective that belongs to a noun.</summary>
    private static bool CanPrecede(EditableHeadline headline, int i, PhraseKind kind)
    {
        if (headline.Token(i).Kind == TokenKind.Number || headline.IsPossessive(i))
        {
            return true;
        }

        var isStopWord = (headline.Categories(i) & WordCategories.StopWord) != 0;
        return headline.IsNextToNext(i)
            && (headline.Categories(i) & WordCategories.Auxiliary) == 0
            && !Degrees.Contains(headline[i])
            && !Subjects.Contains(headline[i])
            && !headline[i].EndsWith("ly", StringComparison.Ordinal)
            && (kind == PhraseKind.Modifier || isStopWord);
    }

    /// <summary>Replaces a phrase, and <c>a</c> or <c>an</c> before it if the next word begins with another sound.</summary>
    private static HeadlineEdit Replace(EditableHeadline headline, int start, BaitPhrase phrase)
    {
        var end = start + phrase.Words.Length;
        var (from, to) = (headline.Token(start).OriginStart, headline.Token(end - 1).OriginEnd);
        var plain = phrase.Plain.Length > 0 ? headline.Capitalize(phrase.Plain, start) : "";
        if (
            start == 0
            || (end == headline.Count && plain.Length == 0)
            || headline[start - 1] is not ("a" or "an")
            || !headline.IsNextToNext(start - 1)
        )
        {
            return new HeadlineEdit(from, to, plain);
        }

        var needsAn = StartsWithVowel(plain.Length > 0 ? plain : headline[end]);
        var first = headline.Token(start - 1).Case == TokenCase.Lower ? "a" : "A";
        return needsAn == (headline[start - 1] == "an")
            ? new HeadlineEdit(from, to, plain)
            : new HeadlineEdit(
                headline.Token(start - 1).OriginStart,
                to,
                $"{first}{(needsAn ? "n" : "")} {plain}".TrimEnd()
            );
    }

    private static bool StartsWithVowel(string word) =>
        word.Length > 0
        && (
            word.StartsWith("hour", StringComparison.OrdinalIgnoreCase)
            || word.StartsWith("honest", StringComparison.OrdinalIgnoreCase)
            || (
                "aeiouAEIOU".Contains(word[0], StringComparison.Ordinal)
                && !word.StartsWith("uni", StringComparison.OrdinalIgnoreCase)
                && !word.StartsWith("us", StringComparison.OrdinalIgnoreCase)
                && !word.StartsWith("eu", StringComparison.OrdinalIgnoreCase)
                && !word.StartsWith("one", StringComparison.OrdinalIgnoreCase)
            )
        );

    /// <summary>Leaves out the first sentence, if it is short, or the last one.</summary>
    private static void AddSentences(EditableHeadline headline, string text, List<HeadlineEdit> edits)
    {
        int[] starts = [.. Enumerable.Range(1, Math.Max(0, headline.Count - 1)).Where(headline.StartsSentence)];
        if (starts.Length == 0)
        {
            return;
        }

        var (second, last) = (starts[0], starts[^1]);
        if (
            headline.Count - second >= Math.Max(MinWordsWithoutSentence, 2 * second)
            && headline.Token(second).Kind == TokenKind.Word
            && (headline.Categories(second) & Pointing) == 0
            && headline[second] is not ("and" or "but" or "or")
            && !IsQuotedAcross(headline, second)
        )
        {
            edits.Add(new HeadlineEdit(0, headline.Token(second - 1).OriginEnd, ""));
        }

        if (last >= MinWordsWithoutSentence && !IsQuotedAcross(headline, last))
        {
            edits.Add(new HeadlineEdit(headline.Token(last).OriginStart, text.Length, ""));
        }
    }

    private static bool IsQuotedAcross(EditableHeadline headline, int i) =>
        headline.IsQuoted(i - 1) || headline.IsQuoted(i);

    /// <summary>Leaves out exclamation marks and dots at the end.</summary>
    private static void AddLastMarks(EditableHeadline headline, string text, List<HeadlineEdit> edits)
    {
        var end = headline.Count > 0 ? headline.Token(headline.Count - 1).OriginEnd : text.Length;
        var marks = text[end..].TrimEnd();
        if (marks.All(c => c is '!' or '.' or '…') && (marks.Contains('!') || marks.Contains('…') || marks.Length > 1))
        {
            edits.Add(new HeadlineEdit(end, end + marks.Length, ""));
        }
    }
}
