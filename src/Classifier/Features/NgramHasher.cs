using Classifier.Text;

namespace Classifier.Features;

/// <summary>
/// Hashes word and character n-grams with FNV-1a and maps the hashes to buckets (Weinberger et al. 2009) with the
/// finalizer of MurmurHash3. The result is the same on every machine.
/// </summary>
internal static class NgramHasher
{
    public const uint CharNgramSeed = 0x9747_B28C;

    public static uint Append(uint hash, char c) => (hash ^ c) * WordHash.Prime;

    /// <summary>Combines the hash of an n-gram with the hash of the word that follows it.</summary>
    public static uint Combine(uint ngram, uint word) => ((ngram * 0x9E37_79B1) ^ word) * WordHash.Prime;

    /// <summary>Maps a hash to one of 2^<paramref name="bits"/> buckets.</summary>
    public static int GetBucket(uint hash, int bits)
    {
        hash ^= hash >> 16;
        hash *= 0x85EB_CA6B;
        hash ^= hash >> 13;
        hash *= 0xC2B2_AE35;
        hash ^= hash >> 16;
        return (int)(hash >> (32 - bits));
    }
}
