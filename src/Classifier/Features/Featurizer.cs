using System.Numerics.Tensors;
using Classifier.Text;

namespace Classifier.Features;

/// <summary>
/// Turns a tokenised headline into numbers; training and serving both use this one. The feature space is one vector:
/// first the buckets of the hashed n-grams, then the pooled word vector, then the clickbait cues. All but the cues are
/// blind to case.
/// </summary>
public sealed class Featurizer
{
    /// <summary>How strongly the pooled vector counts beside the n-grams under the same regularisation.</summary>
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
            throw new ArgumentException($"The word vectors have {vectors?.Size ?? 0} numbers, the settings say {settings.VectorSize}.");
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
            throw new ArgumentException($"The features are of version {settings.Version}, this program makes version "
                + $"{FeatureSettings.CurrentVersion}: retrain the model or use the program that it came with.");
        }

        if (settings.HashBits is < 10 or > 24 || settings.WordNgrams is < 1 or > 3
            || settings.CharNgramMin < 0 || settings.CharNgramMax is < 0 or > 8)
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
    public int Buckets => 1 << Settings.HashBits;

    /// <summary>The index of the pooled vector's first number in the feature space.</summary>
    public int VectorOffset => Buckets;

    /// <summary>The index of the first cue in the feature space.</summary>
    public int CueOffset => Buckets + Settings.VectorSize;

    /// <summary>The length of the feature space.</summary>
    public int Length => CueOffset + Cues;

    /// <summary>How many clickbait cues there are among the features.</summary>
    public int Cues => Settings.Cues ? ClickbaitCues.Count : 0;

    /// <summary>The words that are known.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>Fills a buffer with the features of a headline, without allocating.</summary>
    public void Featurize(TokenizedHeadline headline, FeatureBuffer into)
    {
        var tokens = headline.Tokens;
        var rows = into.Rows;
        Vocabulary.Read(headline, rows.Words);
        rows.Clear();
        for (var i = 0; i < tokens.Length; i++)
            AddWord(headline[tokens[i]], tokens[i].Kind, tokens[i].Hash, i, rows);
        AddRuns(tokens, rows);
        Weigh(tokens.Length, into);
        PoolVectors(tokens.Length, into);
        if (Settings.Cues)
            ClickbaitCues.Measure(headline, rows.Words, into.Cues);
    }

    /// <summary>Adds the n-grams that depend on one word alone: itself and the runs of characters inside it.</summary>
    /// <param name="word">The word's characters.</param>
    /// <param name="kind">What it is made of; only words have runs.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="token">Its place in the headline.</param>
    /// <param name="into">Takes the n-grams.</param>
    internal void AddWord(ReadOnlySpan<char> word, TokenKind kind, uint hash, int token, HeadlineRows into)
    {
        into.AddNgram(NgramHasher.Bucket(hash, Settings.HashBits), 1, token, token);
        if (Settings.CharNgramMin > 0 && kind == TokenKind.Word)
            AddCharacters(word, token, into);
    }

    /// <summary>Adds the runs of two or more words, the borders of the headline among them.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="into">Takes the runs.</param>
    internal void AddRuns(ReadOnlySpan<Token> tokens, HeadlineRows into)
    {
        if (Settings.WordNgrams < 2 || tokens.IsEmpty)
            return;
        var bits = Settings.HashBits;
        uint previous = StartOfHeadline, beforePrevious = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            var word = tokens[i].Hash;
            into.AddNgram(NgramHasher.Bucket(NgramHasher.Join(previous, word), bits), 1, Math.Max(i - 1, 0), i);
            if (Settings.WordNgrams >= 3 && i > 0)
            {
                var run = NgramHasher.Join(NgramHasher.Join(beforePrevious, previous), word);
                into.AddNgram(NgramHasher.Bucket(run, bits), 1, Math.Max(i - 2, 0), i);
            }

            (beforePrevious, previous) = (previous, word);
        }

        var last = tokens.Length - 1;
        into.AddNgram(NgramHasher.Bucket(NgramHasher.Join(previous, EndOfHeadline), bits), 1, last, last);
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
        var weights = into.WordWeights.AsSpan(0, tokens);
        var rarities = into.VectorWeights.AsSpan(0, tokens);
        rows.Words.Rarities.AsSpan(0, tokens).CopyTo(rarities);
        if (Settings.WeighByRarity)
        {
            for (var i = 0; i < weights.Length; i++)
                weights[i] = rarities[i] == 0 ? 1 : rarities[i] < LeastWeight ? LeastWeight : rarities[i];
        }
        else
        {
            weights.Fill(1);
        }

        var squares = TensorPrimitives.SumOfSquares<float>(weights);
        var total = TensorPrimitives.Sum<float>(rarities);
        var wordScale = 1 / MathF.Sqrt(squares);
        var vectorScale = total > 0 ? VectorScale / total : 0;
        TensorPrimitives.Multiply(weights, wordScale, weights);
        TensorPrimitives.Multiply(rarities, vectorScale, rarities);

        var first = rows.FirstTokens.AsSpan(0, rows.Count);
        var last = rows.LastTokens.AsSpan(0, rows.Count);
        var shares = rows.Shares.AsSpan(0, rows.Count);
        var values = into.Values.AsSpan(0, rows.Count);
        for (var i = 0; i < rows.NgramCount; i++)
            values[i] = shares[i] * ((weights[first[i]] + weights[last[i]]) / 2);
        for (var i = rows.NgramCount; i < values.Length; i++)
            values[i] = rarities[first[i]];
    }

    private void AddCharacters(ReadOnlySpan<char> word, int token, HeadlineRows into)
    {
        int min = Settings.CharNgramMin, max = Settings.CharNgramMax, bits = Settings.HashBits;
        Span<char> bounded = stackalloc char[LongestWord + 2];
        if (word.Length > LongestWord)
            word = word[..LongestWord];
        bounded[0] = '<';
        word.CopyTo(bounded[1..]);
        bounded[word.Length + 1] = '>';
        var text = bounded[..(word.Length + 2)];
        var count = 0;
        for (var n = min; n <= max; n++)
            count += Math.Max(0, text.Length - n + 1);

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
                    into.AddNgram(NgramHasher.Bucket(hash, bits), share, token, token);
            }
        }
    }

    private void PoolVectors(int tokens, FeatureBuffer into)
    {
        Array.Clear(into.Vector);
        for (var i = 0; i < tokens; i++)
        {
            if (into.Rows.Words.VectorRows[i] >= 0)
                Vectors!.AddTo(into.Vector, into.Rows.Words.VectorRows[i], into.VectorWeights[i]);
        }
    }
}
