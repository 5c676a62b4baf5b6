using System.Buffers;
using Classifier.Features;
using Classifier.Text;

namespace Classifier.Editing;

/// <summary>Represents a headline as words and the text between them, to find out which words can be changed.</summary>
internal sealed class EditableHeadline
{
    /// <summary>The categories of function words that bait: they address readers, or point to what is withheld.</summary>
    private const WordCategories Baiting =
        WordCategories.SecondPerson
        | WordCategories.FirstPerson
        | WordCategories.Demonstrative
        | WordCategories.QuestionWord
        | WordCategories.Superlative;

    private static readonly SearchValues<char> SentenceMarks = SearchValues.Create("!?…|;—–");
    private static readonly SearchValues<char> SpacedMarks = SearchValues.Create(":.-");

    /// <summary>Words that stay in lower case in a headline in title case.</summary>
    private static readonly HashSet<string> SmallWords = ["a", "an", "the", "of", "in", "on", "at", "to", "for", "by"];

    private readonly string _headline;
    private readonly Token[] _tokens;
    private readonly string[] _words;
    private readonly bool[] _isQuoted;
    private readonly bool _isUpper;
    private readonly bool _isTitleCase;

    /// <summary>Reads a headline.</summary>
    public EditableHeadline(string headline)
    {
        _headline = headline;
        var tokenized = new TokenizedHeadline();
        Tokenizer.Tokenize(headline, tokenized);
        _tokens = tokenized.Tokens.ToArray();
        _words = [.. _tokens.Select(token => tokenized[token].ToString())];
        _isQuoted = FindQuoted(headline);
        // The first word is capitalized in every headline, and title case keeps short words in lower case.
        var others = _tokens.Skip(1).Where(token => token.Kind == TokenKind.Word && token.Length > 3).ToArray();
        _isUpper = others.Length > 0 && Array.TrueForAll(others, token => token.Case == TokenCase.Upper);
        _isTitleCase =
            others.Length > 1 && 3 * others.Count(token => token.Case != TokenCase.Lower) > 2 * others.Length;
    }

    /// <summary>Gets the number of words, numbers, and symbols.</summary>
    public int Count => _tokens.Length;

    /// <summary>Gets a word as the tokenizer reads it.</summary>
    public string this[int i] => _words[i];

    /// <summary>Returns a token.</summary>
    public Token Token(int i) => _tokens[i];

    /// <summary>Returns the categories of a word.</summary>
    public WordCategories Categories(int i) => CueLexicon.Words.GetValueOrDefault(_words[i]);

    /// <summary>Determines whether a word is part of a quotation.</summary>
    public bool IsQuoted(int i) => _isQuoted[_tokens[i].OriginStart];

    /// <summary>Determines whether words are part of a possessive, such as <c>Shankar’s</c>.</summary>
    public bool IsPossessive(int i) =>
        _tokens[i] is { OriginStart: var start, OriginEnd: var end }
        && end - start > 2
        && _headline[end - 2] is '\'' or '’'
        && _headline[end - 1] is 's' or 'S';

    /// <summary>Determines whether a sentence or clause starts with a word.</summary>
    public bool StartsSentence(int i) => i == 0 || EndsSentence(Gap(i - 1));

    /// <summary>Determines whether only spaces are between a word and the next one.</summary>
    public bool IsNextToNext(int i) => i + 1 < Count && Gap(i).Trim().IsEmpty;

    /// <summary>Determines whether a comma is between a word and the next one.</summary>
    public bool HasCommaAfter(int i) => i + 1 < Count && Gap(i).Contains(',');

    /// <summary>Determines whether a phrase is at a position, within a sentence.</summary>
    public bool HasPhrase(int start, string[] words)
    {
        if (start + words.Length > Count)
        {
            return false;
        }

        for (var i = 0; i < words.Length; i++)
        {
            if (_words[start + i] != words[i] || IsQuoted(start + i) || (i > 0 && StartsSentence(start + i)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Determines whether a range of characters contains a content word, or a function word that baits.</summary>
    public bool IsTelling(int start, int end)
    {
        for (var i = 0; i < Count; i++)
        {
            var isInside = _tokens[i].OriginStart >= start && _tokens[i].OriginEnd <= end;
            if (isInside && ((Categories(i) & WordCategories.StopWord) == 0 || (Categories(i) & Baiting) != 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Returns a plain wording in the case of the headline.</summary>
    /// <param name="plain">The wording in lower case.</param>
    /// <param name="start">The index of the first word that it replaces.</param>
    public string Capitalize(string plain, int start)
    {
        if (_isUpper)
        {
            return plain.ToUpperInvariant();
        }

        var isCapital = StartsSentence(start) && _tokens[start].Case != TokenCase.Lower;
        return string.Join(
            ' ',
            plain
                .Split(' ')
                .Select(
                    (word, i) =>
                        (i == 0 && isCapital) || (_isTitleCase && !SmallWords.Contains(word)) ? ToTitle(word) : word
                )
        );
    }

    private static string ToTitle(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private ReadOnlySpan<char> Gap(int i) =>
        _headline.AsSpan(_tokens[i].OriginEnd..Math.Max(_tokens[i].OriginEnd, _tokens[i + 1].OriginStart));

    private static bool EndsSentence(ReadOnlySpan<char> gap) =>
        gap.ContainsAny(SentenceMarks)
        || gap.Contains("..", StringComparison.Ordinal)
        || (gap.ContainsAny(SpacedMarks) && gap.ContainsAny(' ', '\t', '\u00A0'));

    /// <summary>Finds the characters between quotation marks. A mark without its counterpart, such as an apostrophe, is ignored.</summary>
    private static bool[] FindQuoted(string headline)
    {
        var quoted = new bool[headline.Length + 1];
        for (var i = 0; i < headline.Length; i++)
        {
            var close = headline[i] switch
            {
                '“' => '”',
                '"' => '"',
                '‘' => '’',
                '\'' => '\'',
                '«' => '»',
                _ => '\0',
            };
            var isApostrophe = close is '\'' or '’' && i > 0 && char.IsLetterOrDigit(headline[i - 1]);
            var end = close == '\0' || isApostrophe ? -1 : FindEnd(headline, i + 1, close);
            if (end > i)
            {
                quoted.AsSpan(i..end).Fill(true);
                i = end;
            }
        }

        return quoted;
    }

    private static int FindEnd(string headline, int start, char close)
    {
        for (var i = start; i < headline.Length; i++)
        {
            var isInWord = close is '\'' or '’' && i + 1 < headline.Length && char.IsLetterOrDigit(headline[i + 1]);
            if (headline[i] == close && !isInWord)
            {
                return i;
            }
        }

        return -1;
    }
}
