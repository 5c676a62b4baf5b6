namespace Classifier.Text;

/// <summary>Hashes a word's characters with FNV-1a (Fowler, Noll and Vo 1991), so that the same word has the same hash on
/// every machine; the digits of a number all count as 0, so that <c>27</c> and <c>31</c> are one.</summary>
internal static class WordHash
{
    /// <summary>The hash of no characters.</summary>
    public const uint Seed = 2_166_136_261;

    /// <summary>FNV's prime.</summary>
    public const uint Prime = 16_777_619;

    /// <summary>The hash of a run of characters and one more.</summary>
    public static uint Add(uint hash, char c) => (hash ^ (char.IsAsciiDigit(c) ? '0' : c)) * Prime;

    /// <summary>The hash of a word of letters alone.</summary>
    public static uint OfLetters(ReadOnlySpan<char> word)
    {
        var hash = Seed;
        foreach (var c in word)
        {
            hash = (hash ^ c) * Prime;
        }

        return hash;
    }

    /// <summary>The hash of a word.</summary>
    public static uint Of(ReadOnlySpan<char> word)
    {
        var hash = Seed;
        foreach (var c in word)
        {
            hash = Add(hash, c);
        }

        return hash;
    }
}
