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

    private readonly WordVectors? _vectors;

    /// <summary>Makes a featurizer.</summary>
    /// <param name="settings">The feature space.</param>
    /// <param name="vectors">The word vectors; null when <see cref="FeatureSettings.VectorSize"/> is 0.</param>
    /// <exception cref="ArgumentException">The settings are out of range or do not fit the vectors.</exception>
    public Featurizer(FeatureSettings settings, WordVectors? vectors)
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

        if (settings.VectorSize != (vectors?.Size ?? 0))
            throw new ArgumentException($"The word vectors have {vectors?.Size ?? 0} numbers, the settings say {settings.VectorSize}.");
        Settings = settings;
        _vectors = vectors;
    }

    /// <summary>The feature space.</summary>
    public FeatureSettings Settings { get; }

    /// <summary>The word vectors; null for none.</summary>
    public WordVectors? Vectors => _vectors;

    /// <summary>How many buckets the hashed n-grams have.</summary>
    public int Buckets => 1 << Settings.HashBits;

    /// <summary>The index of the pooled vector's first number in the feature space.</summary>
    public int VectorOffset => Buckets;

    /// <summary>The index of the first cue in the feature space.</summary>
    public int CueOffset => Buckets + Settings.VectorSize;

    /// <summary>The length of the feature space.</summary>
    public int Length => CueOffset + (Settings.Cues ? ClickbaitCues.Count : 0);

    /// <summary>Fills a buffer with the features of a headline, without allocating.</summary>
    public void Featurize(TokenizedHeadline headline, FeatureBuffer into)
    {
        into.Clear();
        var tokens = headline.Tokens;
        if (tokens.Length > 0)
        {
            Weigh(headline, tokens, into);
            AddWords(headline, tokens, into);
            if (Settings.CharNgramMin > 0)
                AddCharacters(headline, tokens, into);
        }

        if (_vectors is not null)
            PoolVectors(tokens, into);
        if (Settings.Cues)
            ClickbaitCues.Measure(headline, into.Cues);
    }

    /// <summary>Finds each word's vector and how much it counts: rare words more, where the settings say so, and all words
    /// of a headline together always the same, so that long headlines do not shout louder than short ones.</summary>
    private void Weigh(TokenizedHeadline headline, ReadOnlySpan<Token> tokens, FeatureBuffer into)
    {
        var squares = 0f;
        for (var i = 0; i < tokens.Length; i++)
        {
            var row = _vectors is null || tokens[i].Kind != TokenKind.Word ? -1 : _vectors.Find(headline[tokens[i]]);
            into.VectorRows[i] = row;
            var weight = !Settings.WeighByRarity || row < 0 ? 1 : MathF.Max(LeastWeight, WordVectors.Rarity(row));
            into.WordWeights[i] = weight;
            squares += weight * weight;
        }

        var scale = 1 / MathF.Sqrt(squares);
        for (var i = 0; i < tokens.Length; i++)
            into.WordWeights[i] *= scale;
    }

    private void AddWords(TokenizedHeadline headline, ReadOnlySpan<Token> tokens, FeatureBuffer into)
    {
        var bits = Settings.HashBits;
        var weights = into.WordWeights;
        uint previous = StartOfHeadline, beforePrevious = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            var word = NgramHasher.Word(headline[tokens[i]]);
            into.Add(NgramHasher.Bucket(word, bits), weights[i], i, i);
            var first = Math.Max(i - 1, 0);
            if (Settings.WordNgrams >= 2)
            {
                into.Add(NgramHasher.Bucket(NgramHasher.Join(previous, word), bits), (weights[first] + weights[i]) / 2,
                    first, i);
            }

            if (Settings.WordNgrams >= 3 && i > 0)
            {
                var run = NgramHasher.Join(NgramHasher.Join(beforePrevious, previous), word);
                into.Add(NgramHasher.Bucket(run, bits), (weights[first] + weights[i]) / 2, Math.Max(i - 2, 0), i);
            }

            (beforePrevious, previous) = (previous, word);
        }

        if (Settings.WordNgrams >= 2)
        {
            var last = tokens.Length - 1;
            into.Add(NgramHasher.Bucket(NgramHasher.Join(previous, EndOfHeadline), bits), weights[last], last, last);
        }
    }

    private void AddCharacters(TokenizedHeadline headline, ReadOnlySpan<Token> tokens, FeatureBuffer into)
    {
        int min = Settings.CharNgramMin, max = Settings.CharNgramMax, bits = Settings.HashBits;
        Span<char> bounded = stackalloc char[66];
        for (var i = 0; i < tokens.Length; i++)
        {
            if (tokens[i].Kind != TokenKind.Word)
                continue;
            var word = headline[tokens[i]];
            if (word.Length > 64)
                word = word[..64];
            bounded[0] = '<';
            word.CopyTo(bounded[1..]);
            bounded[word.Length + 1] = '>';
            var text = bounded[..(word.Length + 2)];
            var count = 0;
            for (var n = min; n <= max; n++)
                count += Math.Max(0, text.Length - n + 1);

            // All runs of a word together count as much as the word.
            var value = into.WordWeights[i] / MathF.Sqrt(Math.Max(1, count));
            for (var start = 0; start + min <= text.Length; start++)
            {
                var hash = NgramHasher.CharSeed;
                var last = Math.Min(start + max, text.Length);
                for (var j = start; j < last; j++)
                {
                    hash = NgramHasher.Add(hash, text[j]);
                    if (j - start + 1 >= min)
                        into.Add(NgramHasher.Bucket(hash, bits), value, i, i);
                }
            }
        }
    }

    private void PoolVectors(ReadOnlySpan<Token> tokens, FeatureBuffer into)
    {
        Array.Clear(into.Vector);
        var total = 0f;
        for (var i = 0; i < tokens.Length; i++)
        {
            into.VectorWeights[i] = into.VectorRows[i] < 0 ? 0 : WordVectors.Rarity(into.VectorRows[i]);
            total += into.VectorWeights[i];
        }

        if (total == 0)
            return;
        for (var i = 0; i < tokens.Length; i++)
        {
            into.VectorWeights[i] *= VectorScale / total;
            if (into.VectorRows[i] >= 0)
                _vectors!.AddTo(into.Vector, into.VectorRows[i], into.VectorWeights[i]);
        }
    }
}
