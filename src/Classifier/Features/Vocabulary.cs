using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Classifier.Models;
using Classifier.Text;

namespace Classifier.Features;

/// <summary>
/// Represents the words known to a feature space: words with a vector, most frequent first, followed by the words that
/// occur only in the cue lexicon. A single lookup in an open-addressing hash table returns everything known about a
/// word.
/// </summary>
internal sealed class Vocabulary
{
    private const int PrefixLength = 8;

    private readonly char[] _text;
    private readonly int[] _starts;
    private readonly Slot[] _slots;
    private readonly int _shift;

    /// <summary>Builds the vocabulary of a feature space.</summary>
    /// <param name="vectors">The word vectors, or null if there are none.</param>
    public Vocabulary(WordVectors? vectors)
    {
        string[] wordsWithVector = [.. vectors?.Words ?? []];
        var vectorRows = new Dictionary<string, int>(wordsWithVector.Length, StringComparer.Ordinal);
        for (var row = 0; row < wordsWithVector.Length; row++)
        {
            vectorRows.TryAdd(wordsWithVector[row], row);
        }

        string[] lexiconWords =
        [
            .. CueLexicon.Words.Keys.Where(word => !vectorRows.ContainsKey(word)).Order(StringComparer.Ordinal),
        ];
        string[] all = [.. wordsWithVector, .. lexiconWords];
        _text = string.Concat(all).ToCharArray();
        _starts = new int[all.Length + 1];
        var bits = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Max(all.Length * 2, 2)));
        _slots = new Slot[1 << bits];
        _shift = 32 - bits;
        for (var id = 0; id < all.Length; id++)
        {
            _starts[id + 1] = _starts[id] + all[id].Length;
            var row = vectorRows.GetValueOrDefault(all[id], -1);
            if (row < 0 && HasFinalS(all[id]))
            {
                row = vectorRows.GetValueOrDefault(all[id][..^1], -1);
            }

            Add(
                all[id],
                new Slot(
                    GetPrefix(all[id]),
                    id + 1,
                    row,
                    row < 0 ? 0 : WordVectors.GetRarity(row),
                    CueLexicon.Words.GetValueOrDefault(all[id])
                )
            );
        }

        VectorCount = wordsWithVector.Length;
    }

    private Vocabulary(char[] text, int[] starts, Slot[] slots, int vectorCount)
    {
        _text = text;
        _starts = starts;
        _slots = slots;
        _shift = 32 - BitOperations.Log2((uint)slots.Length);
        VectorCount = vectorCount;
    }

    /// <summary>Gets the number of words.</summary>
    public int Count => _starts.Length - 1;

    /// <summary>
    /// Gets the number of words with a vector of their own. These come first, and their IDs are the rows of their
    /// vectors.
    /// </summary>
    public int VectorCount { get; }

    /// <summary>Gets the word with the specified ID.</summary>
    /// <param name="id">The ID of the word, 0 to <see cref="Count"/> − 1.</param>
    public ReadOnlySpan<char> this[int id] => _text.AsSpan(_starts[id].._starts[id + 1]);

    /// <summary>Returns the ID of a lower-cased word without apostrophes, or -1 if the word is unknown.</summary>
    public int Find(ReadOnlySpan<char> word) => FindSlot(word, GetPrefix(word), WordHash.Compute(word)).Id - 1;

    /// <summary>Reads a vocabulary written by <see cref="WriteTo"/>.</summary>
    public static Vocabulary ReadFrom(BinaryReader reader) =>
        new(reader.ReadArray<char>(), reader.ReadArray<int>(), reader.ReadArray<Slot>(), reader.ReadInt32());

    /// <summary>Writes the vocabulary in binary form.</summary>
    public void WriteTo(BinaryWriter writer)
    {
        writer.WriteArray<char>(_text);
        writer.WriteArray<int>(_starts);
        writer.WriteArray<Slot>(_slots);
        writer.Write(VectorCount);
    }

    /// <summary>Looks up all words of a headline.</summary>
    /// <param name="headline">The tokenized headline.</param>
    /// <param name="into">Receives the entry of each token; previous content is overwritten.</param>
    public void LookUp(TokenizedHeadline headline, HeadlineWords into)
    {
        var tokens = headline.Tokens;
        foreach (ref readonly var token in tokens)
        {
            CpuCache.Prefetch(ref _slots[GetHomeSlot(token.Hash)]);
        }

        for (var i = 0; i < tokens.Length; i++)
        {
            ref readonly var token = ref tokens[i];
            if (token.Kind != TokenKind.Word)
            {
                into.Set(i, -1, -1, 0, WordCategories.None);
                continue;
            }

            var word = headline[token];
            ref readonly var slot = ref FindSlot(word, GetPrefix(headline, token), token.Hash);
            var row = slot.Id > 0 ? slot.VectorRow : FindStemRow(word);
            into.Set(
                i,
                slot.Id - 1,
                row,
                slot.Id > 0 ? slot.Rarity
                    : row < 0 ? 0
                    : WordVectors.GetRarity(row),
                slot.Categories
            );
        }
    }

    /// <summary>Returns the slot of a word, or the empty slot where it would be inserted.</summary>
    private ref readonly Slot FindSlot(ReadOnlySpan<char> word, Vector128<ushort> prefix, uint hash)
    {
        var at = GetHomeSlot(hash);
        while (true)
        {
            ref readonly var slot = ref _slots[at];
            if (
                slot.Id == 0
                || (slot.Prefix == prefix && (word.Length <= PrefixLength || word.SequenceEqual(this[slot.Id - 1])))
            )
            {
                return ref slot;
            }

            at = (at + 1) & (uint)(_slots.Length - 1);
        }
    }

    private void Add(string word, Slot slot)
    {
        var at = GetHomeSlot(WordHash.Compute(word));
        while (_slots[at].Id != 0)
        {
            at = (at + 1) & (uint)(_slots.Length - 1);
        }

        _slots[at] = slot;
    }

    /// <summary>
    /// Returns the vector row of a word's stem, the word without a final s (<c>indias</c> → <c>india</c>), or -1 if
    /// there is none.
    /// </summary>
    private int FindStemRow(ReadOnlySpan<char> word)
    {
        var id = HasFinalS(word) ? Find(word[..^1]) : -1;
        return id < VectorCount ? id : -1;
    }

    private static bool HasFinalS(ReadOnlySpan<char> word) => word.Length > 3 && word[^1] == 's';

    /// <summary>Returns the first slot to probe for a hash.</summary>
    private uint GetHomeSlot(uint hash) => ((hash ^ (hash >> 15)) * 0x9E37_79B1) >> _shift;

    /// <summary>Returns the first eight characters of a word, padded with zeros. They identify most words.</summary>
    private static Vector128<ushort> GetPrefix(ReadOnlySpan<char> word)
    {
        var prefix = Vector128<ushort>.Zero;
        word[..Math.Min(word.Length, PrefixLength)]
            .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Vector128<ushort>, char>(ref prefix), PrefixLength));
        return prefix;
    }

    /// <summary>
    /// Returns the first eight characters of a token without copying: loads a full vector and masks the characters past
    /// the end of the token.
    /// </summary>
    private static Vector128<ushort> GetPrefix(TokenizedHeadline headline, in Token token)
    {
        ref var start = ref Unsafe.As<char, ushort>(ref headline.Lowered[token.Start]);
        var own = Vector128.LessThan(Vector128<ushort>.Indices, Vector128.Create((ushort)token.Length));
        return Vector128.LoadUnsafe(ref start) & own;
    }

    /// <summary>
    /// Represents a vocabulary entry of 32 bytes, half a cache line. A slot with an ID of 0 is empty; other IDs are
    /// stored plus one.
    /// </summary>
    private readonly record struct Slot(
        Vector128<ushort> Prefix,
        int Id,
        int VectorRow,
        float Rarity,
        WordCategories Categories
    );
}
