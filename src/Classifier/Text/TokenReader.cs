namespace Classifier.Text;

/// <summary>Reads one word or number: lower-cases it, hashes it and determines its casing in a single pass.</summary>
internal ref struct TokenReader
{
    /// <summary>The flags of the first character, and the combined flags of the remaining characters.</summary>
    private uint _first;
    private uint _others;

    /// <summary>Gets the number of lower-cased characters.</summary>
    public int Length { get; private set; }

    /// <summary>Gets the <see cref="WordHash"/> of the lower-cased characters.</summary>
    public uint Hash { get; private set; }

    /// <summary>Gets the number of letters outside the Latin script.</summary>
    public int NonLatin { get; private set; }

    /// <summary>Gets the kind of the token.</summary>
    public TokenKind Kind { get; private set; }

    /// <summary>Gets the casing of the token.</summary>
    public readonly TokenCase Case =>
        (_first & CharacterTable.Uppercase) == 0 ? TokenCase.Lower
        : (_others & (CharacterTable.Uppercase | CharacterTable.Lowercase)) == CharacterTable.Uppercase
            ? TokenCase.Upper
        : TokenCase.Capitalized;

    /// <summary>Reads a token that starts with a word character.</summary>
    /// <param name="text">The normalized text.</param>
    /// <param name="start">The index of the token's first character.</param>
    /// <param name="lower">Receives the lower-cased characters.</param>
    /// <returns>The index after the token.</returns>
    public int Read(ReadOnlySpan<char> text, int start, Span<char> lower)
    {
        var numberEnd = char.IsAsciiDigit(text[start]) ? FindNumberEnd(text, start) : start;
        if (numberEnd > start && (numberEnd == text.Length || !CharacterTable.IsWordCharacter(text[numberEnd])))
        {
            Kind = TokenKind.Number;
            Append(text[start..numberEnd], lower);
            return numberEnd;
        }

        var initials = start + 1 < text.Length && text[start + 1] == '.' ? GetInitialsLength(text[start..]) : 0;
        if (initials > 0)
        {
            Append(text.Slice(start, initials), lower);
            return start + initials;
        }

        return ReadWord(text, start, lower);
    }

    private int ReadWord(ReadOnlySpan<char> text, int start, Span<char> lower)
    {
        _first = CharacterTable.Lookup(text[start]);
        lower[0] = (char)_first;
        NonLatin = CharacterTable.IsNonLatin(text[start]) ? 1 : 0;
        var hash = WordHash.Append(WordHash.Seed, (char)_first);
        int i = start + 1,
            length = 1;
        var others = 0u;
        for (; i < text.Length; i++)
        {
            var c = text[i];
            var flags = CharacterTable.Lookup(c);
            if ((flags & CharacterTable.WordCharacter) != 0)
            {
                others |= flags;
                NonLatin += c > 0x80 && CharacterTable.IsNonLatin(c) ? 1 : 0;
                hash = WordHash.Append(hash, (char)flags);
                lower[length++] = (char)flags;
            }
            else if (c != '\'' || i + 1 == text.Length || !char.IsLetter(text[i + 1]))
            {
                break;
            }
        }

        (Length, Hash, _others) = (length, hash, others);
        return i;
    }

    /// <summary>Appends all specified characters, lower-cased, to the token.</summary>
    private void Append(ReadOnlySpan<char> characters, Span<char> lower)
    {
        _first = CharacterTable.Lookup(characters[0]);
        Hash = WordHash.Seed;
        foreach (var c in characters)
        {
            var flags = CharacterTable.Lookup(c);
            _others |= Length > 0 ? flags : 0;
            NonLatin += CharacterTable.IsNonLatin(c) ? 1 : 0;
            lower[Length++] = (char)flags;
            Hash = WordHash.Append(Hash, (char)flags);
        }
    }

    private static int FindNumberEnd(ReadOnlySpan<char> text, int i)
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

    /// <summary>
    /// Returns the length of leading initials with their periods (<c>U.S.</c>), or 0 if there are none.
    /// </summary>
    private static int GetInitialsLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length + 1 < text.Length && char.IsLetter(text[length]) && text[length + 1] == '.')
        {
            length += 2;
        }

        return length >= 4 && (length == text.Length || !CharacterTable.IsWordCharacter(text[length])) ? length : 0;
    }
}
