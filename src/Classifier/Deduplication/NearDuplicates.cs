using System.Runtime.InteropServices;
using Classifier.Text;

namespace Classifier.Deduplication;

/// <summary>Finds headlines that are all but the same: a word more or less, another publisher's name behind it. Two headlines
/// are near duplicates if the sets of their runs of four characters (of the words, without case and punctuation) have a large
/// Jaccard similarity (Broder 1997). Pairs that may be so are found by MinHash signatures in bands (Indyk and Motwani 1998;
/// Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3) and then compared exactly, so that no pair is claimed
/// that is not one; of pairs at .8 about 2 in 10,000 are missed, at .7 about 1 in 80.</summary>
public static class NearDuplicates
{
    /// <summary>From this similarity on headlines count as near duplicates by default.</summary>
    public const double DefaultSimilarity = 0.8;

    private const int RunLength = 4;
    private const int Bands = 16;
    private const int RowsOfBand = 4;

    /// <summary>In a bucket of many unlike headlines each is compared with this many groups only, the latest.</summary>
    private const int MostGroupsOfBucket = 64;

    /// <summary>Puts headlines into groups: two are in one group if a chain of near duplicates joins them. The same
    /// headlines in the same order give the same groups.</summary>
    /// <param name="headlines">The headlines.</param>
    /// <param name="similarity">The least Jaccard similarity of near duplicates, to 1; under .6 more and more pairs are missed.</param>
    /// <returns>For each headline the index of the first one of its group; its own index if nothing before is like it.</returns>
    public static int[] Group(IReadOnlyList<string> headlines, double similarity = DefaultSimilarity)
    {
        var sets = new uint[headlines.Count][];
        var signatures = new uint[headlines.Count][];
        Parallel.For(
            0,
            headlines.Count,
            () => new TokenizedHeadline(),
            (i, _, workspace) =>
            {
                sets[i] = Runs(headlines[i], workspace);
                signatures[i] = Signature(sets[i]);
                return workspace;
            },
            _ => { }
        );

        var groups = new Groups(headlines.Count);
        for (var band = 0; band < Bands; band++)
        {
            Join(sets, BandKeys(signatures, band), similarity, groups);
        }

        return [.. Enumerable.Range(0, headlines.Count).Select(groups.First)];
    }

    private static void Join(uint[][] sets, ulong[] keys, double similarity, Groups groups)
    {
        var order = Enumerable.Range(0, keys.Length).ToArray();
        // The index is a part of the key, so that the order does not hang on how the sort treats equal keys.
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
                if (Like(sets, order[i], members, similarity) is { } like)
                {
                    groups.Join(like, order[i]);
                }
                else
                {
                    members.Add(order[i]);
                }
            }

            start = end;
        }
    }

    private static int? Like(uint[][] sets, int headline, List<int> members, double similarity)
    {
        for (var i = members.Count - 1; i >= Math.Max(0, members.Count - MostGroupsOfBucket); i--)
        {
            if (Jaccard(sets[headline], sets[members[i]]) >= similarity)
            {
                return members[i];
            }
        }

        return null;
    }

    /// <summary>The similarity of two sorted sets: the share of what either has that both have; 1 for two empty ones.</summary>
    private static double Jaccard(ReadOnlySpan<uint> a, ReadOnlySpan<uint> b)
    {
        int both = 0,
            i = 0,
            j = 0;
        while (i < a.Length && j < b.Length)
        {
            both += a[i] == b[j] ? 1 : 0;
            var (left, right) = (a[i], b[j]);
            i += left <= right ? 1 : 0;
            j += right <= left ? 1 : 0;
        }

        return a.Length + b.Length == 0 ? 1 : (double)both / (a.Length + b.Length - both);
    }

    /// <summary>The hashed runs of a headline, sorted, each once.</summary>
    private static uint[] Runs(string headline, TokenizedHeadline workspace)
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
        var runs = new SortedSet<uint>();
        for (var i = 0; i < letters.Length; i++)
        {
            var run = letters[i..Math.Min(letters.Length, i + RunLength)];
            if (run.Length < RunLength && i > 0)
            {
                break;
            }

            var hash = 2_166_136_261u;
            foreach (var c in run)
            {
                hash = (hash ^ c) * 16_777_619;
            }

            runs.Add(hash);
        }

        return [.. runs];
    }

    /// <summary>The least value of each of the hash functions x ↦ ((a x + b) mod 2^64) div 2^32 over a set.</summary>
    private static uint[] Signature(uint[] runs)
    {
        var signature = new uint[Bands * RowsOfBand];
        Array.Fill(signature, uint.MaxValue);
        foreach (var run in runs)
        {
            for (var i = 0; i < signature.Length; i++)
            {
                signature[i] = Math.Min(signature[i], (uint)(((Factors[i] * run) + Summands[i]) >> 32));
            }
        }

        return signature;
    }

    private static ulong[] BandKeys(uint[][] signatures, int band) =>
        [
            .. signatures.Select(signature =>
            {
                var key = 14_695_981_039_346_656_037ul;
                foreach (var value in signature.AsSpan(band * RowsOfBand, RowsOfBand))
                {
                    key = (key ^ value) * 1_099_511_628_211;
                }

                return key;
            }),
        ];

    private static readonly ulong[] Factors = [.. Mixed(1).Select(value => value | 1)];

    private static readonly ulong[] Summands = [.. Mixed(2)];

    /// <summary>Fixed numbers that look random (SplitMix64, Steele, Lea and Flood 2014).</summary>
    private static IEnumerable<ulong> Mixed(ulong seed)
    {
        for (var i = 0; i < Bands * RowsOfBand; i++)
        {
            seed += 0x9E37_79B9_7F4A_7C15;
            var mixed = (seed ^ (seed >> 30)) * 0xBF58_476D_1CE4_E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
            yield return mixed ^ (mixed >> 31);
        }
    }

    /// <summary>Disjoint sets with path halving; the first of a set is its root.</summary>
    private sealed class Groups(int count)
    {
        private readonly int[] _parents = [.. Enumerable.Range(0, count)];

        public int First(int member)
        {
            while (_parents[member] != member)
            {
                member = _parents[member] = _parents[_parents[member]];
            }

            return member;
        }

        public void Join(int a, int b)
        {
            var (first, second) = (First(a), First(b));
            _parents[Math.Max(first, second)] = Math.Min(first, second);
        }
    }
}
