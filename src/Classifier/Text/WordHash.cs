namespace Classifier.Text;

/// <summary>
/// Hashes words with FNV-1a (Fowler, Noll and Vo 1991). The result is the same on every machine. All digits are hashed
/// as 0, so that <c>27</c> and <c>31</c> have the same hash.
/// </summary>
internal static class WordHash
{
    /// <summary>The FNV-1a offset basis.</summary>
    public const uint Seed = 2_166_136_261;

    /// <summary>The FNV prime.</summary>
    public const uint Prime = 16_777_619;

    /// <summary>Appends a character to a hash.</summary>
    public static uint Append(uint hash, char c) => (hash ^ (char.IsAsciiDigit(c) ? '0' : c)) * Prime;

    /// <summary>Computes the hash of a word that contains no digits.</summary>
    public static uint ComputeLetters(ReadOnlySpan<char> word)
    {
        var hash = Seed;
        foreach (var c in word)
        {
            hash = (hash ^ c) * Prime;
        }

        return hash;
    }

    /// <summary>Computes the hash of a word.</summary>
    public static uint Compute(ReadOnlySpan<char> word)
    {
        var hash = Seed;
        foreach (var c in word)
        {
            hash = Append(hash, c);
        }

        return hash;
    }
}
