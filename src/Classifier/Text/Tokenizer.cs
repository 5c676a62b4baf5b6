namespace Classifier.Text;

/// <summary>
/// Cuts a headline into words, numbers and symbols. Words are lower-cased and lose their apostrophes, so that
/// <c>won't</c>, <c>won’t</c>, <c>WON'T</c> and <c>wont</c> are one token; a hyphen ends a word; initials such as
/// <c>U.S.</c> stay one token.
/// </summary>
public static class Tokenizer
{
    /// <summary>Cuts a headline into tokens without allocating.</summary>
    /// <param name="headline">Any text.</param>
    /// <param name="into">Takes the tokens; what it held before is overwritten.</param>
    public static void Tokenize(ReadOnlySpan<char> headline, TokenizedHeadline into)
    {
        var length = TextNormalizer.Normalize(headline, into.Normalized, into.Origin);
        var text = into.Normalized.AsSpan(0, length);
        into.TokenCount = into.Questions = into.Exclamations = into.Ellipses = into.Quotes = into.Colons = 0;
        into.Alphanumerics = into.NonLatin = 0;

        var lowered = 0;
        for (var i = 0; i < text.Length && into.TokenCount < TokenizedHeadline.MaxTokens;)
        {
            var c = text[i];
            if (IsPart(c))
            {
                var from = lowered;
                var start = i;
                i = char.IsAsciiDigit(c) ? ReadNumber(text, i, into.Lowered, ref lowered) : i;
                var isNumber = i > start && (i == text.Length || !IsPart(text[i]));
                if (!isNumber)
                {
                    lowered = from;
                    i = ReadWord(text, start, into.Lowered, ref lowered);
                }

                var letters = text[start..i];
                Count(letters, into);
                into.TokenArray[into.TokenCount++] = new Token(from, lowered - from, into.Origin[start], EndOf(into, i),
                    isNumber ? TokenKind.Number : TokenKind.Word, CaseOf(letters));
                continue;
            }

            switch (c)
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
                    into.Lowered[lowered] = c;
                    into.TokenArray[into.TokenCount++] =
                        new Token(lowered++, 1, into.Origin[i], EndOf(into, i + 1), TokenKind.Symbol, TokenCase.Lower);
                    break;
            }

            i++;
        }
    }

    /// <summary>Characters that make words: letters, digits, marks and, for scripts and emoji beyond the basic plane,
    /// surrogates.</summary>
    private static bool IsPart(char c) =>
        char.IsAsciiLetterOrDigit(c) || (c >= 0x80 && (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || IsMark(c)));

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark
        or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static int ReadWord(ReadOnlySpan<char> text, int i, Span<char> lower, ref int lowered)
    {
        var initials = InitialsLength(text[i..]);
        for (var end = i + initials; i < end; i++)
            lower[lowered++] = char.ToLowerInvariant(text[i]);
        if (initials > 0)
            return i;
        while (i < text.Length)
        {
            if (IsPart(text[i]))
                lower[lowered++] = char.ToLowerInvariant(text[i]);
            else if (text[i] != '\'' || i + 1 == text.Length || !char.IsLetter(text[i + 1]))
                break;
            i++;
        }

        return i;
    }

    private static int ReadNumber(ReadOnlySpan<char> text, int i, Span<char> lower, ref int lowered)
    {
        while (i < text.Length && (char.IsAsciiDigit(text[i])
            || (text[i] is ',' or '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))))
        {
            lower[lowered++] = text[i++];
        }

        return i;
    }

    /// <summary>The length of initials with their full stops (<c>U.S.</c>) at the start; 0 where there are none.</summary>
    private static int InitialsLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length + 1 < text.Length && char.IsLetter(text[length]) && text[length + 1] == '.')
            length += 2;
        return length >= 4 && (length == text.Length || !IsPart(text[length])) ? length : 0;
    }

    private static int EndOf(TokenizedHeadline headline, int next) =>
        // Characters that one original character expanded to share its place: the end is where the next one starts.
        Math.Max(headline.Origin[next], headline.Origin[next - 1] + 1);

    private static TokenCase CaseOf(ReadOnlySpan<char> word)
    {
        int upper = 0, lower = 0;
        foreach (var c in word)
        {
            if (char.IsUpper(c))
                upper++;
            else if (char.IsLower(c))
                lower++;
        }

        return !char.IsUpper(word[0]) ? TokenCase.Lower : lower == 0 && upper > 1 ? TokenCase.Upper : TokenCase.Capitalized;
    }

    private static void Count(ReadOnlySpan<char> word, TokenizedHeadline into)
    {
        foreach (var c in word)
        {
            into.Alphanumerics++;
            if (c > 0x24F && c is not (>= '\u1E00' and <= '\u1EFF'))
                into.NonLatin++;
        }
    }
}
