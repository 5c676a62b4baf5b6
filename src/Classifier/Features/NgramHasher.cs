using Classifier.Text;

namespace Classifier.Features;

/// <summary>Hashes runs of words and runs of characters, and words into buckets (Weinberger et al. 2009), with FNV-1a and the
/// finaliser of MurmurHash3, so that the same text falls into the same bucket on every machine.</summary>
internal static class NgramHasher
{
    public const uint CharSeed = 0x9747_B28C;

    public static uint Add(uint hash, char c) => (hash ^ c) * WordHash.Prime;

    /// <summary>The hash of a run of words, from that of the run without its last word.</summary>
    public static uint Join(uint run, uint word) => ((run * 0x9E37_79B1) ^ word) * WordHash.Prime;

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
