using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Classifier.Models;
using Classifier.Text;

namespace Classifier.Features;

/// <summary>
/// The words that a feature space knows: those that have a vector, most frequent first, then those of the cue lexicon that
/// have none. One look-up in a table of open addresses tells all that is known of a word.
/// </summary>
public sealed class Vocabulary
{
    private const int BeginningLength = 8;

    private readonly char[] _text;
    private readonly int[] _starts;
    private readonly Slot[] _slots;
    private readonly int _shift;

    /// <summary>Makes the vocabulary of a feature space.</summary>
    /// <param name="vectors">The word vectors; null for none.</param>
    public Vocabulary(WordVectors? vectors)
    {
        string[] withVector = [.. vectors?.Words ?? []];
        var vectorRows = new Dictionary<string, int>(withVector.Length, StringComparer.Ordinal);
        for (var row = 0; row < withVector.Length; row++)
        {
            vectorRows.TryAdd(withVector[row], row);
        }

        string[] others =
        [
            .. CueLexicon.Words.Keys.Where(word => !vectorRows.ContainsKey(word)).Order(StringComparer.Ordinal),
        ];
        string[] all = [.. withVector, .. others];
        _text = string.Concat(all).ToCharArray();
        _starts = new int[all.Length + 1];
        var bits = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Max(all.Length * 2, 2)));
        _slots = new Slot[1 << bits];
        _shift = 32 - bits;
        for (var id = 0; id < all.Length; id++)
        {
            _starts[id + 1] = _starts[id] + all[id].Length;
            var row = vectorRows.GetValueOrDefault(all[id], -1);
            if (row < 0 && HasStem(all[id]))
            {
                row = vectorRows.GetValueOrDefault(all[id][..^1], -1);
            }

            Add(
                all[id],
                new Slot(
                    Beginning(all[id]),
                    id + 1,
                    row,
                    row < 0 ? 0 : WordVectors.Rarity(row),
                    CueLexicon.Words.GetValueOrDefault(all[id])
                )
            );
        }

        VectorCount = withVector.Length;
    }

    private Vocabulary(char[] text, int[] starts, Slot[] slots, int vectorCount)
    {
        _text = text;
        _starts = starts;
        _slots = slots;
        _shift = 32 - BitOperations.Log2((uint)slots.Length);
        VectorCount = vectorCount;
    }

    /// <summary>How many words are known.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>How many of them, the first ones, have a vector of their own; their numbers are the vectors' rows.</summary>
    public int VectorCount { get; }

    /// <summary>A known word.</summary>
    /// <param name="id">Its number, 0 to <see cref="Count"/> − 1.</param>
    public ReadOnlySpan<char> this[int id] => _text.AsSpan(_starts[id].._starts[id + 1]);

    /// <summary>The number of a lower-cased word without apostrophes; -1 when it is not known.</summary>
    public int Find(ReadOnlySpan<char> word) => Look(word, Beginning(word), WordHash.Of(word)).Id - 1;

    /// <summary>Reads what <see cref="WriteTo"/> wrote.</summary>
    internal static Vocabulary ReadFrom(BinaryReader reader) =>
        new(reader.ReadArray<char>(), reader.ReadArray<int>(), reader.ReadArray<Slot>(), reader.ReadInt32());

    /// <summary>Writes the words and their slots.</summary>
    internal void WriteTo(BinaryWriter writer)
    {
        writer.WriteArray<char>(_text);
        writer.WriteArray<int>(_starts);
        writer.WriteArray<Slot>(_slots);
        writer.Write(VectorCount);
    }

    /// <summary>Looks up all words of a headline.</summary>
    /// <param name="headline">The headline.</param>
    /// <param name="into">Takes what is known of each token; what it held before is overwritten.</param>
    internal void Read(TokenizedHeadline headline, HeadlineWords into)
    {
        var tokens = headline.Tokens;
        foreach (ref readonly var token in tokens)
        {
            Memory.Prefetch(ref _slots[Home(token.Hash)]);
        }

        for (var i = 0; i < tokens.Length; i++)
        {
            ref readonly var token = ref tokens[i];
            if (token.Kind != TokenKind.Word)
            {
                into.Set(i, -1, -1, 0, WordHints.None);
                continue;
            }

            var word = headline[token];
            ref readonly var slot = ref Look(word, Beginning(headline, token), token.Hash);
            var row = slot.Id > 0 ? slot.VectorRow : RowOfStem(word);
            into.Set(
                i,
                slot.Id - 1,
                row,
                slot.Id > 0 ? slot.Rarity
                    : row < 0 ? 0
                    : WordVectors.Rarity(row),
                slot.Hints
            );
        }
    }

    /// <summary>The slot of a word, or the empty one where it would stand.</summary>
    private ref readonly Slot Look(ReadOnlySpan<char> word, Vector128<ushort> beginning, uint hash)
    {
        var at = Home(hash);
        while (true)
        {
            ref readonly var slot = ref _slots[at];
            if (
                slot.Id == 0
                || (
                    slot.Beginning == beginning
                    && (word.Length <= BeginningLength || word.SequenceEqual(this[slot.Id - 1]))
                )
            )
            {
                return ref slot;
            }

            at = (at + 1) & (uint)(_slots.Length - 1);
        }
    }

    private void Add(string word, Slot slot)
    {
        var at = Home(WordHash.Of(word));
        while (_slots[at].Id != 0)
        {
            at = (at + 1) & (uint)(_slots.Length - 1);
        }

        _slots[at] = slot;
    }

    /// <summary>A word that has no vector takes that of the word without its final s (<c>indias</c> is India's).</summary>
    private int RowOfStem(ReadOnlySpan<char> word)
    {
        var id = HasStem(word) ? Find(word[..^1]) : -1;
        return id < VectorCount ? id : -1;
    }

    private static bool HasStem(ReadOnlySpan<char> word) => word.Length > 3 && word[^1] == 's';

    /// <summary>The slot where a word stands, or after which.</summary>
    private uint Home(uint hash) => ((hash ^ (hash >> 15)) * 0x9E37_79B1) >> _shift;

    /// <summary>The first eight characters, and zeros where there are fewer: most words are told by them.</summary>
    private static Vector128<ushort> Beginning(ReadOnlySpan<char> word)
    {
        var beginning = Vector128<ushort>.Zero;
        word[..Math.Min(word.Length, BeginningLength)]
            .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Vector128<ushort>, char>(ref beginning), BeginningLength));
        return beginning;
    }

    /// <summary>The same without a copy: reads on past a short token and masks what is not its own.</summary>
    private static Vector128<ushort> Beginning(TokenizedHeadline headline, in Token token)
    {
        ref var start = ref Unsafe.As<char, ushort>(ref headline.Lowered[token.Start]);
        var own = Vector128.LessThan(Vector128<ushort>.Indices, Vector128.Create((ushort)token.Length));
        return Vector128.LoadUnsafe(ref start) & own;
    }

    /// <summary>All that is known of a word, in half a cache line; an id of 0 is an empty slot.</summary>
    private readonly record struct Slot(
        Vector128<ushort> Beginning,
        int Id,
        int VectorRow,
        float Rarity,
        WordHints Hints
    );
}
