using System.Runtime.Intrinsics;
using Classifier.Text;

namespace Classifier.Features;

/// <summary>
/// Turns a tokenized headline into numbers; training and serving both use this one. The feature space is one vector:
/// first the buckets of the hashed n-grams, then the pooled word vector, then the clickbait cues. All but the cues are
/// blind to case.
/// </summary>
public sealed class Featurizer
{
    /// <summary>How strongly the pooled vector counts beside the n-grams under the same regularization.</summary>
    private const float VectorScale = 4f;

    /// <summary>The weight of the most frequent words, where rare ones count more.</summary>
    private const float LeastWeight = 0.15f;

    private const uint StartOfHeadline = 0x51ED_270B;
    private const uint EndOfHeadline = 0xB529_7A4D;

    /// <summary>The characters of a word beyond these make no runs.</summary>
    private const int LongestWord = 64;

    private readonly Lazy<WordVectors?> _vectors;

    /// <summary>Makes a featurizer.</summary>
    /// <param name="settings">The feature space.</param>
    /// <param name="vectors">The word vectors; null when <see cref="FeatureSettings.VectorSize"/> is 0.</param>
    /// <exception cref="ArgumentException">The settings are out of range or do not fit the vectors.</exception>
    public Featurizer(FeatureSettings settings, WordVectors? vectors)
        : this(settings, new Vocabulary(vectors), new Lazy<WordVectors?>(vectors))
    {
        if (settings.VectorSize != (vectors?.Size ?? 0))
        {
            throw new ArgumentException(
                $"The word vectors have {vectors?.Size ?? 0} numbers, the settings say {settings.VectorSize}."
            );
        }
    }

    /// <summary>Makes a featurizer of parts that are there.</summary>
    /// <param name="settings">The feature space.</param>
    /// <param name="vocabulary">The known words.</param>
    /// <param name="vectors">Their vectors, which are read when they are asked for.</param>
    /// <exception cref="ArgumentException">The settings are out of range.</exception>
    internal Featurizer(FeatureSettings settings, Vocabulary vocabulary, Lazy<WordVectors?> vectors)
    {
        if (settings.Version != FeatureSettings.CurrentVersion)
        {
            throw new ArgumentException(
                $"The features are of version {settings.Version}, this program makes version "
                    + $"{FeatureSettings.CurrentVersion}: retrain the model or use the program that it came with."
            );
        }

        if (
            settings.HashBits is < 10 or > 24
            || settings.WordNgrams is < 1 or > 3
            || settings.CharNgramMin < 0
            || settings.CharNgramMax is < 0 or > 8
        )
        {
            throw new ArgumentException($"The feature settings are out of range: {settings}.");
        }

        Settings = settings;
        Vocabulary = vocabulary;
        _vectors = vectors;
    }

    /// <summary>The feature space.</summary>
    public FeatureSettings Settings { get; }

    /// <summary>The word vectors; null for none.</summary>
    public WordVectors? Vectors => _vectors.Value;

    /// <summary>How many buckets the hashed n-grams have.</summary>
    public int BucketCount => 1 << Settings.HashBits;

    /// <summary>The index of the pooled vector's first number in the feature space.</summary>
    public int VectorOffset => BucketCount;

    /// <summary>The index of the first cue in the feature space.</summary>
    public int CueOffset => BucketCount + Settings.VectorSize;

    /// <summary>The length of the feature space.</summary>
    public int Length => CueOffset + CueCount;

    /// <summary>How many clickbait cues there are among the features.</summary>
    public int CueCount => Settings.Cues ? ClickbaitCues.Count : 0;

    /// <summary>The words that are known.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>Fills a buffer with the features of a headline, without allocating.</summary>
    public void Featurize(TokenizedHeadline headline, FeatureBuffer into)
    {
        var tokens = headline.Tokens;
        var rows = into.Rows;
        Vocabulary.Read(headline, rows.Words);
        rows.Begin(tokens.Length);
        for (var i = 0; i < tokens.Length; i++)
        {
            AddWord(headline[tokens[i]], tokens[i].Kind, tokens[i].Hash, i, rows);
        }

        SetRuns(tokens, rows);
        Weigh(tokens.Length, into);
        PoolVectors(tokens.Length, into);
        if (Settings.Cues)
        {
            ClickbaitCues.Measure(headline, rows.Words, into.Cues);
        }
    }

    /// <summary>Sets the row of a word and adds those of the runs of characters inside it: all that depends on one word
    /// alone.</summary>
    /// <param name="word">The word's characters.</param>
    /// <param name="kind">What it is made of; only words have runs.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="token">Its place in the headline.</param>
    /// <param name="into">Takes the rows.</param>
    internal void AddWord(ReadOnlySpan<char> word, TokenKind kind, uint hash, int token, HeadlineRows into)
    {
        into.Indices[token] = NgramHasher.Bucket(hash, Settings.HashBits);
        if (Settings.CharNgramMin > 0 && kind == TokenKind.Word)
        {
            AddCharacters(word, token, into);
        }
    }

    /// <summary>Sets the rows of the runs of two or more words, the borders of the headline among them.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="into">Takes the rows.</param>
    internal void SetRuns(ReadOnlySpan<Token> tokens, HeadlineRows into)
    {
        var runs = into.Indices.AsSpan(tokens.Length, into.CharactersStart - tokens.Length);
        if (runs.IsEmpty)
        {
            return;
        }

        var bits = Settings.HashBits;
        var pairs = runs[..(tokens.Length + 1)];
        var previous = StartOfHeadline;
        for (var i = 0; i < tokens.Length; i++)
        {
            var word = tokens[i].Hash;
            pairs[i] = NgramHasher.Bucket(NgramHasher.Join(previous, word), bits);
            previous = word;
        }

        pairs[^1] = NgramHasher.Bucket(NgramHasher.Join(previous, EndOfHeadline), bits);
        var triples = runs[pairs.Length..];
        for (var i = 0; i < triples.Length; i++)
        {
            var before = i == 0 ? StartOfHeadline : tokens[i - 1].Hash;
            var run = NgramHasher.Join(NgramHasher.Join(before, tokens[i].Hash), tokens[i + 1].Hash);
            triples[i] = NgramHasher.Bucket(run, bits);
        }
    }

    /// <summary>Sets how much each word counts, and by that each row: a run as much as its first and last word on average.
    /// Among the n-grams rare words count more, where the settings say so, and all words of a headline together always the
    /// same, so that long headlines do not shout louder than short ones; in the pooled vector each word counts by its
    /// rarity.</summary>
    /// <param name="tokens">How many tokens there are.</param>
    /// <param name="into">Has the rows, takes the weights and values.</param>
    internal void Weigh(int tokens, FeatureBuffer into)
    {
        var rows = into.Rows;
        var (squares, total) = WeighWords(tokens, rows.Words.Rarities, into.WordWeights, into.VectorWeights);
        Scale(into.WordWeights, tokens, 1 / MathF.Sqrt(squares));
        Scale(into.VectorWeights, tokens, total > 0 ? VectorScale / total : 0);

        var (weights, values) = (into.WordWeights, into.Values);
        weights.AsSpan(0, tokens).CopyTo(values);
        if (rows.CharactersStart > tokens)
        {
            WeighRuns(weights.AsSpan(0, tokens), values.AsSpan(tokens, rows.CharactersStart - tokens));
        }

        var owners = rows.Tokens[..rows.Count];
        var shares = rows.Shares.AsSpan(0, rows.Count);
        for (var i = rows.CharactersStart; i < rows.VectorsStart; i++)
        {
            values[i] = shares[i] * weights[owners[i]];
        }

        for (var i = rows.VectorsStart; i < owners.Length; i++)
        {
            values[i] = into.VectorWeights[owners[i]];
        }
    }

    /// <summary>Weighs each word, not yet to scale, and gives the sum of the squares of what words count among the n-grams, and
    /// the sum of what they count in the pooled vector.</summary>
    /// <remarks>Eight words at a time in a fixed order, so that every machine adds up alike; those past the last one are 0.</remarks>
    private (float Squares, float Total) WeighWords(
        int tokens,
        float[] rarities,
        float[] weights,
        float[] vectorWeights
    )
    {
        Vector256<float> squares = default,
            total = default;
        for (var i = 0; i < tokens; i += Vector256<float>.Count)
        {
            var own = Vector256
                .LessThan(Vector256<int>.Indices + Vector256.Create(i), Vector256.Create(tokens))
                .AsSingle();
            var rarity = Vector256.LoadUnsafe(ref rarities[i]) & own;
            var weight = Vector256<float>.One & own;
            if (Settings.WeighByRarity)
            {
                weight = Vector256.ConditionalSelect(
                    Vector256.Equals(rarity, default),
                    weight,
                    Vector256.Max(rarity, Vector256.Create(LeastWeight))
                );
            }

            squares += weight * weight;
            total += rarity;
            weight.StoreUnsafe(ref weights[i]);
            rarity.StoreUnsafe(ref vectorWeights[i]);
        }

        return (Vector256.Sum(squares), Vector256.Sum(total));
    }

    private static void Scale(float[] weights, int tokens, float factor)
    {
        for (var i = 0; i < tokens; i += Vector256<float>.Count)
        {
            (Vector256.LoadUnsafe(ref weights[i]) * factor).StoreUnsafe(ref weights[i]);
        }
    }

    /// <summary>Weighs the pairs of words, then the runs of three.</summary>
    private static void WeighRuns(ReadOnlySpan<float> weights, Span<float> values)
    {
        values[0] = weights[0];
        for (var i = 1; i < weights.Length; i++)
        {
            values[i] = (weights[i - 1] + weights[i]) / 2;
        }

        values[weights.Length] = weights[^1];
        var triples = values[(weights.Length + 1)..];
        for (var i = 0; i < triples.Length; i++)
        {
            triples[i] = (weights[Math.Max(i - 1, 0)] + weights[i + 1]) / 2;
        }
    }

    private void AddCharacters(ReadOnlySpan<char> word, int token, HeadlineRows into)
    {
        int min = Settings.CharNgramMin,
            max = Settings.CharNgramMax,
            bits = Settings.HashBits;
        Span<char> bounded = stackalloc char[LongestWord + 2];
        if (word.Length > LongestWord)
        {
            word = word[..LongestWord];
        }

        bounded[0] = '<';
        word.CopyTo(bounded[1..]);
        bounded[word.Length + 1] = '>';
        var text = bounded[..(word.Length + 2)];
        var count = 0;
        for (var n = min; n <= max; n++)
        {
            count += Math.Max(0, text.Length - n + 1);
        }

        // All runs of a word together count as much as the word.
        var share = 1 / MathF.Sqrt(Math.Max(1, count));
        for (var start = 0; start + min <= text.Length; start++)
        {
            var hash = NgramHasher.CharSeed;
            var last = Math.Min(start + max, text.Length);
            for (var j = start; j < last; j++)
            {
                hash = NgramHasher.Add(hash, text[j]);
                if (j - start + 1 >= min)
                {
                    into.AddCharacters(NgramHasher.Bucket(hash, bits), share, token);
                }
            }
        }
    }

    private void PoolVectors(int tokens, FeatureBuffer into)
    {
        Array.Clear(into.Vector);
        for (var i = 0; i < tokens; i++)
        {
            if (into.Rows.Words.VectorRows[i] >= 0)
            {
                Vectors!.AddTo(into.Vector, into.Rows.Words.VectorRows[i], into.VectorWeights[i]);
            }
        }
    }
}
