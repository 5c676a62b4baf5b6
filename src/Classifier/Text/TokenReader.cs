namespace Classifier.Text;

/// <summary>Reads one word or number: lower-cases it, hashes it and sees how it is cased, in one pass.</summary>
internal ref struct TokenReader
{
    /// <summary>The flags of the first character, and of all others together.</summary>
    private uint _first;
    private uint _others;

    /// <summary>How many lower-cased characters it has.</summary>
    public int Length { get; private set; }

    /// <summary>Their <see cref="WordHash"/>.</summary>
    public uint Hash { get; private set; }

    /// <summary>How many letters outside the Latin script it has.</summary>
    public int NonLatin { get; private set; }

    /// <summary>What it is made of.</summary>
    public TokenKind Kind { get; private set; }

    /// <summary>How it is cased.</summary>
    public readonly TokenCase Case =>
        (_first & Character.Capital) == 0 ? TokenCase.Lower
        : (_others & (Character.Capital | Character.Small)) == Character.Capital ? TokenCase.Upper
        : TokenCase.Capitalized;

    /// <summary>Reads a token that starts with a letter, a digit or a mark.</summary>
    /// <param name="text">The normalized text.</param>
    /// <param name="start">Where the token starts.</param>
    /// <param name="lower">Takes its lower-cased characters.</param>
    /// <returns>Where the token ends.</returns>
    public int Read(ReadOnlySpan<char> text, int start, Span<char> lower)
    {
        var numberEnd = char.IsAsciiDigit(text[start]) ? NumberEnd(text, start) : start;
        if (numberEnd > start && (numberEnd == text.Length || !Character.IsPart(text[numberEnd])))
        {
            Kind = TokenKind.Number;
            Take(text[start..numberEnd], lower);
            return numberEnd;
        }

        var initials = start + 1 < text.Length && text[start + 1] == '.' ? InitialsLength(text[start..]) : 0;
        if (initials > 0)
        {
            Take(text.Slice(start, initials), lower);
            return start + initials;
        }

        return ReadWord(text, start, lower);
    }

    private int ReadWord(ReadOnlySpan<char> text, int start, Span<char> lower)
    {
        _first = Character.Of(text[start]);
        lower[0] = (char)_first;
        NonLatin = Character.IsNonLatin(text[start]) ? 1 : 0;
        var hash = WordHash.Add(WordHash.Seed, (char)_first);
        int i = start + 1,
            length = 1;
        var others = 0u;
        for (; i < text.Length; i++)
        {
            var c = text[i];
            var description = Character.Of(c);
            if ((description & Character.Part) != 0)
            {
                others |= description;
                NonLatin += c > 0x80 && Character.IsNonLatin(c) ? 1 : 0;
                hash = WordHash.Add(hash, (char)description);
                lower[length++] = (char)description;
            }
            else if (c != '\'' || i + 1 == text.Length || !char.IsLetter(text[i + 1]))
            {
                break;
            }
        }

        (Length, Hash, _others) = (length, hash, others);
        return i;
    }

    /// <summary>Takes characters as they are, in lower case.</summary>
    private void Take(ReadOnlySpan<char> characters, Span<char> lower)
    {
        _first = Character.Of(characters[0]);
        Hash = WordHash.Seed;
        foreach (var c in characters)
        {
            var description = Character.Of(c);
            _others |= Length > 0 ? description : 0;
            NonLatin += Character.IsNonLatin(c) ? 1 : 0;
            lower[Length++] = (char)description;
            Hash = WordHash.Add(Hash, (char)description);
        }
    }

    private static int NumberEnd(ReadOnlySpan<char> text, int i)
    {
        while (
            i < text.Length
            && (
                char.IsAsciiDigit(text[i])
                || (text[i] is ',' or '.' && i + 1 < text.Length && char.IsAsciiDigit(text[i + 1]))
            )
        )
        {
            i++;
        }

        return i;
    }

    /// <summary>The length of initials with their full stops (<c>U.S.</c>) at the start; 0 where there are none.</summary>
    private static int InitialsLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length + 1 < text.Length && char.IsLetter(text[length]) && text[length + 1] == '.')
        {
            length += 2;
        }

        return length >= 4 && (length == text.Length || !Character.IsPart(text[length])) ? length : 0;
    }
}
