using System.Runtime.InteropServices;
using Classifier.Text;

namespace Classifier.Deduplication;

/// <summary>
/// Finds near-duplicate headlines, for example with an added word or a publisher's name at the end. Two headlines are
/// near duplicates if their sets of four-character shingles, taken from the words without case and punctuation, have a
/// high Jaccard similarity (Broder 1997). Candidate pairs are found by MinHash signatures with banding (Indyk and
/// Motwani 1998; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3) and then compared exactly, so there
/// are no false positives. About 2 in 10,000 pairs are missed at a similarity of 0.8, and 1 in 80 at 0.7.
/// </summary>
public static class NearDuplicates
{
    /// <summary>The default minimum similarity of near duplicates.</summary>
    internal const double DefaultSimilarity = 0.8;

    private const int ShingleLength = 4;
    private const int Bands = 16;
    private const int RowsPerBand = 4;

    /// <summary>
    /// The maximum number of groups that a headline is compared with in one bucket. Only the most recent groups are
    /// considered.
    /// </summary>
    private const int MaxCandidates = 64;

    private static readonly ulong[] Multipliers = [.. GeneratePseudorandom(1).Select(value => value | 1)];

    private static readonly ulong[] Offsets = [.. GeneratePseudorandom(2)];

    /// <summary>
    /// Groups headlines. Two headlines are in the same group if a chain of near duplicates connects them. The result is
    /// deterministic for the same headlines in the same order.
    /// </summary>
    /// <param name="headlines">The headlines.</param>
    /// <param name="similarity">The minimum Jaccard similarity of near duplicates, at most 1. Below 0.6, an increasing
    /// share of pairs is missed.</param>
    /// <param name="maxThreads">The maximum number of threads; -1 for any number.</param>
    /// <returns>For each headline, the index of the first headline in its group, which is its own index if no earlier
    /// headline is similar.</returns>
    public static int[] Group(
        IReadOnlyList<string> headlines,
        double similarity = DefaultSimilarity,
        int maxThreads = -1
    )
    {
        var sets = new uint[headlines.Count][];
        var signatures = new uint[headlines.Count][];
        Parallel.For(
            0,
            headlines.Count,
            new ParallelOptions { MaxDegreeOfParallelism = maxThreads },
            () => new TokenizedHeadline(),
            (i, _, workspace) =>
            {
                sets[i] = GetShingles(headlines[i], workspace);
                signatures[i] = ComputeSignature(sets[i]);
                return workspace;
            },
            _ => { }
        );

        var groups = new DisjointSets(headlines.Count);
        for (var band = 0; band < Bands; band++)
        {
            MergeSimilar(sets, ComputeBandKeys(signatures, band), similarity, groups);
        }

        return [.. Enumerable.Range(0, headlines.Count).Select(groups.Find)];
    }

    private static void MergeSimilar(uint[][] sets, ulong[] keys, double similarity, DisjointSets groups)
    {
        var order = Enumerable.Range(0, keys.Length).ToArray();
        // Sort by index too, so that the order does not depend on how the sort treats equal keys.
        Array.Sort(keys.Select((key, i) => (key, i)).ToArray(), order);
        var members = new List<int>();
        for (var start = 0; start < order.Length; )
        {
            var end = start + 1;
            while (end < order.Length && keys[order[end]] == keys[order[start]])
            {
                end++;
            }

            members.Clear();
            for (var i = start; i < end && end - start > 1; i++)
            {
                if (FindSimilar(sets, order[i], members, similarity) is { } similar)
                {
                    groups.Union(similar, order[i]);
                }
                else
                {
                    members.Add(order[i]);
                }
            }

            start = end;
        }
    }

    private static int? FindSimilar(uint[][] sets, int headline, List<int> members, double similarity)
    {
        for (var i = members.Count - 1; i >= Math.Max(0, members.Count - MaxCandidates); i--)
        {
            if (Jaccard(sets[headline], sets[members[i]]) >= similarity)
            {
                return members[i];
            }
        }

        return null;
    }

    /// <summary>Computes the Jaccard similarity of two sorted sets. The similarity of two empty sets is 1.</summary>
    private static double Jaccard(ReadOnlySpan<uint> a, ReadOnlySpan<uint> b)
    {
        int common = 0,
            i = 0,
            j = 0;
        while (i < a.Length && j < b.Length)
        {
            common += a[i] == b[j] ? 1 : 0;
            var (left, right) = (a[i], b[j]);
            i += left <= right ? 1 : 0;
            j += right <= left ? 1 : 0;
        }

        return a.Length + b.Length == 0 ? 1 : (double)common / (a.Length + b.Length - common);
    }

    /// <summary>Returns the distinct hashed shingles of a headline in ascending order.</summary>
    private static uint[] GetShingles(string headline, TokenizedHeadline workspace)
    {
        Tokenizer.Tokenize(headline, workspace);
        var text = new List<char>(headline.Length + 1);
        foreach (var token in workspace.Tokens)
        {
            if (token.Kind == TokenKind.Symbol)
            {
                continue;
            }

            text.AddRange(workspace[token]);
            text.Add(' ');
        }

        var letters = CollectionsMarshal.AsSpan(text);
        var shingles = new SortedSet<uint>();
        for (var i = 0; i < letters.Length; i++)
        {
            var shingle = letters[i..Math.Min(letters.Length, i + ShingleLength)];
            if (shingle.Length < ShingleLength && i > 0)
            {
                break;
            }

            var hash = 2_166_136_261u;
            foreach (var c in shingle)
            {
                hash = (hash ^ c) * 16_777_619;
            }

            shingles.Add(hash);
        }

        return [.. shingles];
    }

    /// <summary>
    /// Computes a MinHash signature: the minimum over the set of each hash function x ↦ ((a x + b) mod 2^64) div 2^32.
    /// </summary>
    private static uint[] ComputeSignature(uint[] shingles)
    {
        var signature = new uint[Bands * RowsPerBand];
        Array.Fill(signature, uint.MaxValue);
        foreach (var shingle in shingles)
        {
            for (var i = 0; i < signature.Length; i++)
            {
                signature[i] = Math.Min(signature[i], (uint)(((Multipliers[i] * shingle) + Offsets[i]) >> 32));
            }
        }

        return signature;
    }

    private static ulong[] ComputeBandKeys(uint[][] signatures, int band) =>
        [
            .. signatures.Select(signature =>
            {
                var key = 14_695_981_039_346_656_037ul;
                foreach (var value in signature.AsSpan(band * RowsPerBand, RowsPerBand))
                {
                    key = (key ^ value) * 1_099_511_628_211;
                }

                return key;
            }),
        ];

    /// <summary>Generates a fixed sequence of pseudorandom numbers (SplitMix64, Steele, Lea and Flood 2014).</summary>
    private static IEnumerable<ulong> GeneratePseudorandom(ulong seed)
    {
        for (var i = 0; i < Bands * RowsPerBand; i++)
        {
            seed += 0x9E37_79B9_7F4A_7C15;
            var mixed = (seed ^ (seed >> 30)) * 0xBF58_476D_1CE4_E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
            yield return mixed ^ (mixed >> 31);
        }
    }

    /// <summary>
    /// Represents disjoint sets with path halving. The representative of a set is its smallest member.
    /// </summary>
    private sealed class DisjointSets(int count)
    {
        private readonly int[] _parents = [.. Enumerable.Range(0, count)];

        public int Find(int member)
        {
            while (_parents[member] != member)
            {
                member = _parents[member] = _parents[_parents[member]];
            }

            return member;
        }

        public void Union(int a, int b)
        {
            var (first, second) = (Find(a), Find(b));
            _parents[Math.Max(first, second)] = Math.Min(first, second);
        }
    }
}
