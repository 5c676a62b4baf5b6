using System.Buffers;
using System.Text;

namespace Classifier.Text;

/// <summary>
/// Cuts a headline into words, numbers and symbols. Words are lower-cased and lose their apostrophes, so that
/// <c>won't</c>, <c>won’t</c>, <c>WON'T</c> and <c>wont</c> are one token; a hyphen ends a word; initials such as
/// <c>U.S.</c> stay one token.
/// </summary>
public static class Tokenizer
{
    /// <summary>Printable ASCII that is its own normal form.</summary>
    internal static readonly SearchValues<char> Plain = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c is not ('&' or '`')),
    ]);

    /// <summary>The origins of text that is its own normal form.</summary>
    private static readonly int[] Unmoved = [.. Enumerable.Range(0, TextNormalizer.MaxLength + 1)];

    /// <summary>Runs of letters up to this long are words that need no closer look.</summary>
    private const int LongestRun = 64;

    /// <summary>Cuts a headline into tokens without allocating.</summary>
    /// <param name="headline">Any text.</param>
    /// <param name="into">Takes the tokens; what it held before is overwritten.</param>
    public static void Tokenize(ReadOnlySpan<char> headline, TokenizedHeadline into)
    {
        into.Clear();
        if (headline.Length <= TextNormalizer.MaxLength && !headline.ContainsAnyExcept(Plain))
        {
            CutPlain(headline, Unmoved, into);
        }
        else
        {
            var length = TextNormalizer.Normalize(headline, into.Normalized, into.Origin);
            var text = into.Normalized.AsSpan(0, length);
            if (Ascii.IsValid(text))
            {
                CutPlain(text, into.Origin, into);
            }
            else
            {
                Cut(text, into.Origin, into);
            }
        }
    }

    /// <summary>Cuts plain ASCII: most words are runs of letters that were marked beforehand; whatever else there is, is read as in
    /// <see cref="Cut"/>.</summary>
    private static void CutPlain(ReadOnlySpan<char> text, int[] origin, TokenizedHeadline into)
    {
        if (text.IsEmpty)
        {
            return;
        }

        var letters = into.Letters;
        letters.Read(text, into.Normalized, into.Lowered);
        for (var i = 0; i < text.Length && into.TokenCount < TokenizedHeadline.MaxTokens; )
        {
            if (text[i] == ' ')
            {
                i++;
                continue;
            }

            var end = letters.EndOfRun(i);
            if (end > i && end - i <= LongestRun && EndsWord(text, i, end))
            {
                var hash = WordHash.OfLetters(into.Lowered.AsSpan(i, end - i));
                into.Alphanumerics += end - i;
                into.TokenArray[into.TokenCount++] = new Token(
                    i,
                    end - i,
                    origin[i],
                    EndOf(origin, end),
                    hash,
                    TokenKind.Word,
                    letters.CaseOf(i, end)
                );
                i = end;
            }
            else
            {
                var lowered = i;
                i = ReadNext(text, i, origin, into, ref lowered);
            }
        }
    }

    /// <summary>Whether a run of letters is a word: no digit, apostrophe or initial's full stop follows.</summary>
    private static bool EndsWord(ReadOnlySpan<char> text, int start, int end) =>
        end == text.Length
        || !(text[end] == '\'' || char.IsAsciiDigit(text[end]) || (text[end] == '.' && end == start + 1));

    private static void Cut(ReadOnlySpan<char> text, int[] origin, TokenizedHeadline into)
    {
        var lowered = 0;
        for (var i = 0; i < text.Length && into.TokenCount < TokenizedHeadline.MaxTokens; )
        {
            if (text[i] == ' ')
            {
                i++;
            }
            else
            {
                i = ReadNext(text, i, origin, into, ref lowered);
            }
        }
    }

    /// <summary>Reads a token or a mark, and tells where the text goes on.</summary>
    private static int ReadNext(ReadOnlySpan<char> text, int i, int[] origin, TokenizedHeadline into, ref int lowered)
    {
        if (!Character.IsPart(text[i]))
        {
            return ReadMark(text, i, origin, into, ref lowered);
        }

        var token = default(TokenReader);
        var end = token.Read(text, i, into.Lowered.AsSpan(lowered));
        into.Alphanumerics += end - i;
        into.NonLatin += token.NonLatin;
        into.TokenArray[into.TokenCount++] = new Token(
            lowered,
            token.Length,
            origin[i],
            EndOf(origin, end),
            token.Hash,
            token.Kind,
            token.Case
        );
        lowered += token.Length;
        return end;
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
                {
                    i++;
                }

                break;
            case '$' or '£' or '€' or '₹' or '%' or '#' or '@':
                into.Lowered[lowered] = text[i];
                into.TokenArray[into.TokenCount++] = new Token(
                    lowered++,
                    1,
                    origin[i],
                    EndOf(origin, i + 1),
                    WordHash.Add(WordHash.Seed, text[i]),
                    TokenKind.Symbol,
                    TokenCase.Lower
                );
                break;
        }

        return i + 1;
    }

    private static int EndOf(int[] origin, int next) =>
        // Characters that one original character expanded to share its place: the end is where the next one starts.
        Math.Max(origin[next], origin[next - 1] + 1);
}
