namespace Classifier.Features;

/// <summary>Hashes words, runs of words and runs of characters into buckets (Weinberger et al. 2009), with FNV-1a and the
/// finaliser of MurmurHash3, so that the same text falls into the same bucket on every machine.</summary>
internal static class NgramHasher
{
    private const uint Prime = 16_777_619;

    public const uint WordSeed = 2_166_136_261;
    public const uint CharSeed = 0x9747_B28C;

    public static uint Add(uint hash, char c) => (hash ^ c) * Prime;

    /// <summary>The hash of a word; the digits of a number all count as 0, so that <c>27</c> and <c>31</c> are one.</summary>
    public static uint Word(ReadOnlySpan<char> word)
    {
        var hash = WordSeed;
        foreach (var c in word)
            hash = Add(hash, char.IsAsciiDigit(c) ? '0' : c);
        return hash;
    }

    /// <summary>The hash of a run of words, from that of the run without its last word.</summary>
    public static uint Join(uint run, uint word) => ((run * 0x9E37_79B1) ^ word) * Prime;

    /// <summary>The bucket of a hash.</summary>
    public static int Bucket(uint hash, int bits)
    {
        hash ^= hash >> 16;
        hash *= 0x85EB_CA6B;
        hash ^= hash >> 13;
        hash *= 0xC2B2_AE35;
        hash ^= hash >> 16;
        return (int)(hash >> (32 - bits));
    }
}
