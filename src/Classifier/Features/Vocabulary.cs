using System.Numerics;
using Classifier.Text;

namespace Classifier.Features;

/// <summary>
/// The words that a feature space knows: those that have a vector, most frequent first, then those of the cue lexicon that
/// have none. One look-up in a table of open addresses tells all that is known of a word.
/// </summary>
public sealed class Vocabulary
{
    private readonly Word[] _words;
    private readonly char[] _text;
    private readonly int[] _slots;
    private readonly int _shift;

    /// <summary>Makes the vocabulary of a feature space.</summary>
    /// <param name="vectors">The word vectors; null for none.</param>
    public Vocabulary(WordVectors? vectors)
    {
        string[] withVector = [.. vectors?.Words ?? []];
        var vectorRows = new Dictionary<string, int>(withVector.Length, StringComparer.Ordinal);
        for (var row = 0; row < withVector.Length; row++)
            vectorRows.TryAdd(withVector[row], row);
        string[] others = [.. CueLexicon.Words.Keys.Where(word => !vectorRows.ContainsKey(word)).Order(StringComparer.Ordinal)];
        string[] all = [.. withVector, .. others];
        _text = string.Concat(all).ToCharArray();
        _words = new Word[all.Length];
        var start = 0;
        for (var id = 0; id < all.Length; id++)
        {
            var row = vectorRows.GetValueOrDefault(all[id], -1);
            if (row < 0 && HasStem(all[id]))
                row = vectorRows.GetValueOrDefault(all[id][..^1], -1);
            _words[id] = new Word(NgramHasher.Word(all[id]), start, all[id].Length, row, CueLexicon.Words.GetValueOrDefault(all[id]));
            start += all[id].Length;
        }

        VectorCount = withVector.Length;
        (_slots, _shift) = Index(_words);
    }

    /// <summary>How many words are known.</summary>
    public int Count => _words.Length;

    /// <summary>How many of them, the first ones, have a vector of their own; their numbers are the vectors' rows.</summary>
    public int VectorCount { get; }

    /// <summary>A known word.</summary>
    /// <param name="id">Its number, 0 to <see cref="Count"/> − 1.</param>
    public ReadOnlySpan<char> this[int id] => _text.AsSpan(_words[id].Start, _words[id].Length);

    /// <summary>The number of a lower-cased word without apostrophes; -1 when it is not known.</summary>
    public int Find(ReadOnlySpan<char> word) => Find(word, NgramHasher.Word(word));

    /// <summary>Looks up all words of a headline.</summary>
    /// <param name="headline">The headline.</param>
    /// <param name="into">Takes what is known of each token; what it held before is overwritten.</param>
    internal void Read(TokenizedHeadline headline, HeadlineWords into)
    {
        var tokens = headline.Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            var text = headline[tokens[i]];
            var hash = NgramHasher.Word(text);
            var id = tokens[i].Kind == TokenKind.Word ? Find(text, hash) : -1;
            into.Hashes[i] = hash;
            into.Ids[i] = id;
            if (id >= 0)
            {
                into.VectorRows[i] = _words[id].VectorRow;
                into.Hints[i] = _words[id].Hints;
            }
            else
            {
                into.VectorRows[i] = tokens[i].Kind == TokenKind.Word ? RowOfStem(text) : -1;
                into.Hints[i] = WordHints.None;
            }
        }
    }

    private int Find(ReadOnlySpan<char> word, uint hash)
    {
        var mask = _slots.Length - 1;
        for (var slot = (int)(Spread(hash) >> _shift); ; slot = (slot + 1) & mask)
        {
            var id = _slots[slot] - 1;
            if (id < 0)
                return -1;
            ref readonly var known = ref _words[id];
            if (known.Hash == hash && word.SequenceEqual(_text.AsSpan(known.Start, known.Length)))
                return id;
        }
    }

    /// <summary>A word that has no vector takes that of the word without its final s (<c>indias</c> is India's).</summary>
    private int RowOfStem(ReadOnlySpan<char> word)
    {
        var id = HasStem(word) ? Find(word[..^1]) : -1;
        return id < VectorCount ? id : -1;
    }

    private static bool HasStem(ReadOnlySpan<char> word) => word.Length > 3 && word[^1] == 's';

    private static (int[] Slots, int Shift) Index(Word[] words)
    {
        var bits = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Max(words.Length * 2, 2)));
        var slots = new int[1 << bits];
        for (var id = 0; id < words.Length; id++)
        {
            var slot = (int)(Spread(words[id].Hash) >> (32 - bits));
            while (slots[slot] != 0)
                slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = id + 1;
        }

        return (slots, 32 - bits);
    }

    private static uint Spread(uint hash) => (hash ^ (hash >> 15)) * 0x9E37_79B1;

    private readonly record struct Word(uint Hash, int Start, int Length, int VectorRow, WordHints Hints);
}
