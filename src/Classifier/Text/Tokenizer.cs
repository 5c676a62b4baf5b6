using System.Buffers;

namespace Classifier.Text;

/// <summary>
/// Cuts a headline into words, numbers and symbols. Words are lower-cased and lose their apostrophes, so that
/// <c>won't</c>, <c>won’t</c>, <c>WON'T</c> and <c>wont</c> are one token; a hyphen ends a word; initials such as
/// <c>U.S.</c> stay one token.
/// </summary>
public static class Tokenizer
{
    /// <summary>Printable ASCII that is its own normal form.</summary>
    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c is not ('&' or '`'))]);

    /// <summary>The origins of text that is its own normal form.</summary>
    private static readonly int[] Unmoved = [.. Enumerable.Range(0, TextNormalizer.Capacity + 1)];

    /// <summary>Cuts a headline into tokens without allocating.</summary>
    /// <param name="headline">Any text.</param>
    /// <param name="into">Takes the tokens; what it held before is overwritten.</param>
    public static void Tokenize(ReadOnlySpan<char> headline, TokenizedHeadline into)
    {
        into.Clear();
        if (headline.Length <= TextNormalizer.Capacity && !headline.ContainsAnyExcept(Plain))
        {
            Cut(headline, Unmoved, into);
        }
        else
        {
            var length = TextNormalizer.Normalize(headline, into.Normalized, into.Origin);
            Cut(into.Normalized.AsSpan(0, length), into.Origin, into);
        }
    }

    private static void Cut(ReadOnlySpan<char> text, int[] origin, TokenizedHeadline into)
    {
        var lowered = 0;
        for (var i = 0; i < text.Length && into.TokenCount < TokenizedHeadline.MaxTokens;)
        {
            var c = text[i];
            if (c == ' ')
            {
                i++;
            }
            else if (Character.IsPart(c))
            {
                var token = default(TokenReader);
                var end = token.Read(text, i, into.Lowered.AsSpan(lowered));
                into.Alphanumerics += end - i;
                into.NonLatin += token.NonLatin;
                into.TokenArray[into.TokenCount++] = new Token(lowered, token.Length, origin[i], EndOf(origin, end), token.Hash,
                    token.Kind, token.Case);
                lowered += token.Length;
                i = end;
            }
            else
            {
                i = ReadMark(text, i, origin, into, ref lowered);
            }
        }
    }

    /// <summary>Counts a punctuation mark, or takes a symbol as a token, and tells where the text goes on.</summary>
    private static int ReadMark(ReadOnlySpan<char> text, int i, int[] origin, TokenizedHeadline into, ref int lowered)
    {
        switch (text[i])
        {
            case '?':
                into.Questions++;
                break;
            case '!':
                into.Exclamations++;
                break;
            case ':':
                into.Colons++;
                break;
            case '"' or '\'':
                into.Quotes++;
                break;
            case '.' when i + 1 < text.Length && text[i + 1] == '.':
                into.Ellipses++;
                while (i + 1 < text.Length && text[i + 1] == '.')
                    i++;
                break;
            case '$' or '£' or '€' or '₹' or '%' or '#' or '@':
                into.Lowered[lowered] = text[i];
                into.TokenArray[into.TokenCount++] = new Token(lowered++, 1, origin[i], EndOf(origin, i + 1),
                    WordHash.Add(WordHash.Seed, text[i]), TokenKind.Symbol, TokenCase.Lower);
                break;
        }

        return i + 1;
    }

    private static int EndOf(int[] origin, int next) =>
        // Characters that one original character expanded to share its place: the end is where the next one starts.
        Math.Max(origin[next], origin[next - 1] + 1);
}
