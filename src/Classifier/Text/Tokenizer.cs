using System.Buffers;
using System.Text;

namespace Classifier.Text;

/// <summary>
/// Splits a headline into words, numbers, and symbols. Words are lower-cased and lose their apostrophes, so that
/// <c>won't</c>, <c>won’t</c>, <c>WON'T</c> and <c>wont</c> are the same token. Hyphens separate words. Initials such
/// as <c>U.S.</c> are one token.
/// </summary>
public static class Tokenizer
{
    /// <summary>The printable ASCII characters that are their own normal form.</summary>
    internal static readonly SearchValues<char> PlainAscii = SearchValues.Create([
        .. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c is not ('&' or '`')),
    ]);

    /// <summary>The origins of a text that needs no normalization.</summary>
    private static readonly int[] IdentityOrigins = [.. Enumerable.Range(0, TextNormalizer.MaxLength + 1)];

    /// <summary>The maximum length of a run of letters that <see cref="LetterBitmap.GetCase"/> accepts.</summary>
    private const int MaxRunLength = 64;

    /// <summary>Splits a headline into tokens without allocating memory.</summary>
    /// <param name="headline">Any text.</param>
    /// <param name="into">Receives the tokens; previous content is overwritten.</param>
    public static void Tokenize(ReadOnlySpan<char> headline, TokenizedHeadline into)
    {
        into.Clear();
        if (headline.Length <= TextNormalizer.MaxLength && !headline.ContainsAnyExcept(PlainAscii))
        {
            TokenizeAscii(headline, IdentityOrigins, into);
        }
        else
        {
            var length = TextNormalizer.Normalize(headline, into.Normalized, into.Origin);
            var text = into.Normalized.AsSpan(0, length);
            if (Ascii.IsValid(text))
            {
                TokenizeAscii(text, into.Origin, into);
            }
            else
            {
                TokenizeUnicode(text, into.Origin, into);
            }
        }
    }

    /// <summary>
    /// Tokenizes ASCII text. Most words are runs of letters found through the bitmap; everything else is read as in
    /// <see cref="TokenizeUnicode"/>.
    /// </summary>
    private static void TokenizeAscii(ReadOnlySpan<char> text, int[] origin, TokenizedHeadline into)
    {
        if (text.IsEmpty)
        {
            return;
        }

        var letters = into.Letters;
        letters.Build(text, into.Normalized, into.Lowered);
        for (var i = 0; i < text.Length && into.TokenCount < TokenizedHeadline.MaxTokens; )
        {
            if (text[i] == ' ')
            {
                i++;
                continue;
            }

            var end = letters.FindRunEnd(i);
            if (end > i && end - i <= MaxRunLength && IsCompleteWord(text, i, end))
            {
                var hash = WordHash.ComputeLetters(into.Lowered.AsSpan(i, end - i));
                into.AlphanumericCount += end - i;
                into.TokenArray[into.TokenCount++] = new Token(
                    i,
                    end - i,
                    origin[i],
                    GetOriginEnd(origin, end),
                    hash,
                    TokenKind.Word,
                    letters.GetCase(i, end)
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

    /// <summary>
    /// Determines whether a run of letters is a complete word, that is, not followed by a digit, an apostrophe or the
    /// period of an initial.
    /// </summary>
    private static bool IsCompleteWord(ReadOnlySpan<char> text, int start, int end) =>
        end == text.Length
        || !(text[end] == '\'' || char.IsAsciiDigit(text[end]) || (text[end] == '.' && end == start + 1));

    private static void TokenizeUnicode(ReadOnlySpan<char> text, int[] origin, TokenizedHeadline into)
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

    /// <summary>Reads a token or a punctuation mark and returns the index after it.</summary>
    private static int ReadNext(ReadOnlySpan<char> text, int i, int[] origin, TokenizedHeadline into, ref int lowered)
    {
        if (!CharacterTable.IsWordCharacter(text[i]))
        {
            return ReadPunctuation(text, i, origin, into, ref lowered);
        }

        var token = default(TokenReader);
        var end = token.Read(text, i, into.Lowered.AsSpan(lowered));
        into.AlphanumericCount += end - i;
        into.NonLatinCount += token.NonLatin;
        into.TokenArray[into.TokenCount++] = new Token(
            lowered,
            token.Length,
            origin[i],
            GetOriginEnd(origin, end),
            token.Hash,
            token.Kind,
            token.Case
        );
        lowered += token.Length;
        return end;
    }

    /// <summary>Counts a punctuation mark or adds a symbol token, and returns the index after it.</summary>
    private static int ReadPunctuation(
        ReadOnlySpan<char> text,
        int i,
        int[] origin,
        TokenizedHeadline into,
        ref int lowered
    )
    {
        switch (text[i])
        {
            case '?':
                into.QuestionMarks++;
                break;
            case '!':
                into.ExclamationMarks++;
                break;
            case ':':
                into.Colons++;
                break;
            case '"' or '\'':
                into.QuotationMarks++;
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
                    GetOriginEnd(origin, i + 1),
                    WordHash.Append(WordHash.Seed, text[i]),
                    TokenKind.Symbol,
                    TokenCase.Lower
                );
                break;
        }

        return i + 1;
    }

    private static int GetOriginEnd(int[] origin, int next) =>
        // Characters expanded from one original character share its origin, so the end is the start of the next one.
        Math.Max(origin[next], origin[next - 1] + 1);
}
