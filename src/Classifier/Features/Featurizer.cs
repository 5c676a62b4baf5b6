using System.Runtime.Intrinsics;
using Classifier.Text;

namespace Classifier.Features;

/// <summary>
/// Converts a tokenized headline into features, both in training and in serving. The feature space is one vector: the
/// hashed n-gram buckets, the pooled word vector and the clickbait cues, in this order. Only the cues depend on case.
/// </summary>
public sealed class Featurizer
{
    /// <summary>The scale of the pooled vector relative to the n-grams, which share its regularization.</summary>
    private const float VectorScale = 4f;

    /// <summary>The weight of the most frequent words if rare words get more weight.</summary>
    private const float MinWeight = 0.15f;

    private const uint StartOfHeadline = 0x51ED_270B;
    private const uint EndOfHeadline = 0xB529_7A4D;

    /// <summary>The maximum number of characters of a word that form character n-grams.</summary>
    private const int MaxWordLength = 64;

    private readonly Lazy<WordVectors?> _vectors;

    /// <summary>Initializes a featurizer and builds its vocabulary.</summary>
    /// <param name="settings">The feature space.</param>
    /// <param name="vectors">The word vectors, or null if <see cref="FeatureSettings.VectorSize"/> is 0.</param>
    /// <exception cref="ArgumentException">The settings are out of range or do not match the vectors.</exception>
    public Featurizer(FeatureSettings settings, WordVectors? vectors)
        : this(settings, new Vocabulary(vectors), new Lazy<WordVectors?>(vectors))
    {
        if (settings.VectorSize != (vectors?.Size ?? 0))
        {
            throw new ArgumentException(
                $"The word vectors have {vectors?.Size ?? 0} dimensions, but the settings specify {settings.VectorSize}."
            );
        }
    }

    /// <summary>Initializes a featurizer with an existing vocabulary.</summary>
    /// <param name="settings">The feature space.</param>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="vectors">The word vectors, loaded on first use.</param>
    /// <exception cref="ArgumentException">The settings are out of range.</exception>
    internal Featurizer(FeatureSettings settings, Vocabulary vocabulary, Lazy<WordVectors?> vectors)
    {
        if (settings.Version != FeatureSettings.CurrentVersion)
        {
            throw new ArgumentException(
                $"The model uses feature version {settings.Version}, but this program supports version "
                    + $"{FeatureSettings.CurrentVersion}. Retrain the model or use the program that it came with."
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

    /// <summary>Gets the feature space.</summary>
    public FeatureSettings Settings { get; }

    /// <summary>Gets the word vectors; null if there are none.</summary>
    public WordVectors? Vectors => _vectors.Value;

    /// <summary>Gets the number of hash buckets for n-grams.</summary>
    internal int BucketCount => 1 << Settings.HashBits;

    /// <summary>Gets the index of the first dimension of the pooled vector in the feature space.</summary>
    internal int VectorOffset => BucketCount;

    /// <summary>Gets the index of the first cue in the feature space.</summary>
    internal int CueOffset => BucketCount + Settings.VectorSize;

    /// <summary>Gets the number of features.</summary>
    public int Length => CueOffset + CueCount;

    /// <summary>Gets the number of clickbait cues among the features.</summary>
    internal int CueCount => Settings.Cues ? ClickbaitCues.Count : 0;

    /// <summary>Gets the vocabulary.</summary>
    internal Vocabulary Vocabulary { get; }

    /// <summary>Computes the features of a headline without allocating memory.</summary>
    /// <param name="headline">The tokenized headline.</param>
    /// <param name="into">Receives the features; previous content is overwritten.</param>
    public void Featurize(TokenizedHeadline headline, FeatureBuffer into)
    {
        var tokens = headline.Tokens;
        var rows = into.Rows;
        Vocabulary.LookUp(headline, rows.Words);
        rows.Reset(tokens.Length);
        for (var i = 0; i < tokens.Length; i++)
        {
            AddWord(headline[tokens[i]], tokens[i].Kind, tokens[i].Hash, i, rows);
        }

        SetWordNgrams(tokens, rows);
        ComputeValues(tokens.Length, into);
        PoolVectors(tokens.Length, into);
        if (Settings.Cues)
        {
            ClickbaitCues.Compute(headline, rows.Words, into.Cues);
        }
    }

    /// <summary>
    /// Sets the row of a word and adds the rows of its character n-grams. These depend on the word alone.
    /// </summary>
    /// <param name="word">The characters of the word.</param>
    /// <param name="kind">The kind of the token; only words have character n-grams.</param>
    /// <param name="hash">The hash of the word.</param>
    /// <param name="token">The index of the token in the headline.</param>
    /// <param name="into">Receives the rows.</param>
    internal void AddWord(ReadOnlySpan<char> word, TokenKind kind, uint hash, int token, HeadlineRows into)
    {
        into.Indices[token] = NgramHasher.GetBucket(hash, Settings.HashBits);
        if (Settings.CharNgramMin > 0 && kind == TokenKind.Word)
        {
            AddCharNgrams(word, token, into);
        }
    }

    /// <summary>
    /// Sets the rows of the word n-grams of two and three words, including those with the start and end of the
    /// headline.
    /// </summary>
    /// <param name="tokens">The tokens of the headline.</param>
    /// <param name="into">Receives the rows.</param>
    internal void SetWordNgrams(ReadOnlySpan<Token> tokens, HeadlineRows into)
    {
        var ngrams = into.Indices.AsSpan(tokens.Length, into.CharNgramsStart - tokens.Length);
        if (ngrams.IsEmpty)
        {
            return;
        }

        var bits = Settings.HashBits;
        var bigrams = ngrams[..(tokens.Length + 1)];
        var previous = StartOfHeadline;
        for (var i = 0; i < tokens.Length; i++)
        {
            var word = tokens[i].Hash;
            bigrams[i] = NgramHasher.GetBucket(NgramHasher.Combine(previous, word), bits);
            previous = word;
        }

        bigrams[^1] = NgramHasher.GetBucket(NgramHasher.Combine(previous, EndOfHeadline), bits);
        var trigrams = ngrams[bigrams.Length..];
        for (var i = 0; i < trigrams.Length; i++)
        {
            var before = i == 0 ? StartOfHeadline : tokens[i - 1].Hash;
            var ngram = NgramHasher.Combine(NgramHasher.Combine(before, tokens[i].Hash), tokens[i + 1].Hash);
            trigrams[i] = NgramHasher.GetBucket(ngram, bits);
        }
    }

    /// <summary>
    /// Computes the weight of each word and the value of each row. The value of a word n-gram is the mean weight of its
    /// first and last word. Word weights are normalized to unit length, so that long headlines do not dominate; rare
    /// words weigh more if the settings say so. In the pooled vector, each word is weighted by its rarity.
    /// </summary>
    /// <param name="tokens">The number of tokens.</param>
    /// <param name="into">The buffer with the rows; receives weights and values.</param>
    internal void ComputeValues(int tokens, FeatureBuffer into)
    {
        var rows = into.Rows;
        var (squares, total) = ComputeWordWeights(tokens, rows.Words.Rarities, into.WordWeights, into.VectorWeights);
        Scale(into.WordWeights, tokens, 1 / MathF.Sqrt(squares));
        Scale(into.VectorWeights, tokens, total > 0 ? VectorScale / total : 0);

        var (weights, values) = (into.WordWeights, into.Values);
        weights.AsSpan(0, tokens).CopyTo(values);
        if (rows.CharNgramsStart > tokens)
        {
            ComputeWordNgramValues(weights.AsSpan(0, tokens), values.AsSpan(tokens, rows.CharNgramsStart - tokens));
        }

        var owners = rows.Tokens[..rows.Count];
        var shares = rows.Shares.AsSpan(0, rows.Count);
        for (var i = rows.CharNgramsStart; i < rows.VectorsStart; i++)
        {
            values[i] = shares[i] * weights[owners[i]];
        }

        for (var i = rows.VectorsStart; i < owners.Length; i++)
        {
            values[i] = into.VectorWeights[owners[i]];
        }
    }

    /// <summary>
    /// Computes the unnormalized weights of all words. Returns the sum of the squared n-gram weights and the sum of the
    /// weights in the pooled vector.
    /// </summary>
    /// <remarks>
    /// Processes eight words at a time in a fixed order, so that every machine rounds alike. Weights past the last word
    /// are 0.
    /// </remarks>
    private (float Squares, float Total) ComputeWordWeights(
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
                    Vector256.Max(rarity, Vector256.Create(MinWeight))
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

    /// <summary>Computes the values of the word bigrams, then those of the trigrams.</summary>
    private static void ComputeWordNgramValues(ReadOnlySpan<float> weights, Span<float> values)
    {
        values[0] = weights[0];
        for (var i = 1; i < weights.Length; i++)
        {
            values[i] = (weights[i - 1] + weights[i]) / 2;
        }

        values[weights.Length] = weights[^1];
        var trigrams = values[(weights.Length + 1)..];
        for (var i = 0; i < trigrams.Length; i++)
        {
            trigrams[i] = (weights[Math.Max(i - 1, 0)] + weights[i + 1]) / 2;
        }
    }

    private void AddCharNgrams(ReadOnlySpan<char> word, int token, HeadlineRows into)
    {
        int min = Settings.CharNgramMin,
            max = Settings.CharNgramMax,
            bits = Settings.HashBits;
        Span<char> bounded = stackalloc char[MaxWordLength + 2];
        if (word.Length > MaxWordLength)
        {
            word = word[..MaxWordLength];
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

        // The character n-grams of a word together have the same norm as the word itself.
        var share = 1 / MathF.Sqrt(Math.Max(1, count));
        for (var start = 0; start + min <= text.Length; start++)
        {
            var hash = NgramHasher.CharNgramSeed;
            var last = Math.Min(start + max, text.Length);
            for (var j = start; j < last; j++)
            {
                hash = NgramHasher.Append(hash, text[j]);
                if (j - start + 1 >= min)
                {
                    into.AddCharNgram(NgramHasher.GetBucket(hash, bits), share, token);
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
