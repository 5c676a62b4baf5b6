using System.Numerics.Tensors;
using Classifier.Features;
using Classifier.Models;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>
/// Adds up a linear model's weights for the features of a headline: its logits. All that depends on one word alone, its
/// n-grams and its vector's share, was added up for every known word beforehand, so that a known word costs two rows; the
/// n-grams of the others are looked up one by one. Both ways give the same sum.
/// </summary>
internal sealed class LinearScorer
{
    private readonly Featurizer _featurizer;
    private readonly WeightRows _rows;
    private readonly float[] _biases;
    private readonly int _cueRows;
    private readonly int _wordRows;

    private LinearScorer(Featurizer featurizer, WeightRows? rows, float[] biases)
    {
        _featurizer = featurizer;
        _biases = biases;
        _cueRows = featurizer.Buckets;
        _wordRows = _cueRows + featurizer.Cues;
        _rows = rows ?? new WeightRows(_wordRows + (2 * featurizer.Vocabulary.Count), biases.Length);
    }

    /// <summary>Lays out a model's weights and adds up those of each known word.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="featurizer">The featurizer that they were learnt with.</param>
    public static LinearScorer Build(LinearWeights weights, Featurizer featurizer)
    {
        var scorer = new LinearScorer(featurizer, null, weights.Biases);
        for (var bucket = 0; bucket < featurizer.Buckets; bucket++)
            scorer._rows.Set(bucket, weights.Of(bucket));
        for (var cue = 0; cue < featurizer.Cues; cue++)
            scorer._rows.Set(scorer._cueRows + cue, weights.Of(featurizer.CueOffset + cue));

        var vocabulary = featurizer.Vocabulary;
        var features = new FeatureBuffer(featurizer.Settings);
        var sum = new float[weights.Labels];
        for (var id = 0; id < vocabulary.Count; id++)
        {
            features.Clear();
            Array.Clear(sum);
            featurizer.AddWord(vocabulary[id], TokenKind.Word, NgramHasher.Word(vocabulary[id]), 1, 0, features);
            for (var i = 0; i < features.Count; i++)
                TensorPrimitives.MultiplyAdd(weights.Of(features.Rows[i]), features.Values[i], sum, sum);
            scorer._rows.Set(scorer.NgramsRow(id), sum);
        }

        for (var row = 0; row < vocabulary.VectorCount; row++)
        {
            Array.Clear(features.Vector);
            Array.Clear(sum);
            featurizer.Vectors!.AddTo(features.Vector, row, 1);
            for (var i = 0; i < features.Vector.Length; i++)
                TensorPrimitives.MultiplyAdd(weights.Of(featurizer.VectorOffset + i), features.Vector[i], sum, sum);
            scorer._rows.Set(scorer.VectorRow(row), sum);
        }

        return scorer;
    }

    /// <summary>Fills a buffer with the rows of a headline, without allocating.</summary>
    /// <param name="headline">The headline.</param>
    /// <param name="words">What is known of its words.</param>
    /// <param name="into">Takes the rows; what it held before is overwritten.</param>
    public void Read(TokenizedHeadline headline, HeadlineWords words, FeatureBuffer into)
    {
        var tokens = headline.Tokens;
        _featurizer.Weigh(tokens.Length, words, into);
        for (var i = 0; i < tokens.Length; i++)
        {
            if (words.Ids[i] >= 0)
                into.Add(NgramsRow(words.Ids[i]), into.WordWeights[i], i, i);
            else
                _featurizer.AddWord(headline[tokens[i]], tokens[i].Kind, words.Hashes[i], into.WordWeights[i], i, into);
            if (words.VectorRows[i] >= 0)
                into.Add(VectorRow(words.VectorRows[i]), into.VectorWeights[i], i, i);
        }

        _featurizer.AddRuns(tokens.Length, words, into);
        if (_featurizer.Cues > 0)
            ClickbaitCues.Measure(headline, words, into.Cues);
        for (var cue = 0; cue < into.Cues.Length; cue++)
        {
            if (into.Cues[cue] != 0)
                into.Add(_cueRows + cue, into.Cues[cue], FeatureBuffer.NoToken, cue);
        }
    }

    /// <summary>Computes the logits without allocating.</summary>
    /// <param name="features">The rows of a headline.</param>
    /// <param name="logits">Takes one logit for each label.</param>
    public void Score(FeatureBuffer features, Span<float> logits)
    {
        _biases.CopyTo(logits);
        _rows.AddTo(features.Rows.AsSpan(0, features.Count), features.Values, logits);
    }

    /// <summary>Tells what each row adds to a label's logit.</summary>
    /// <param name="features">The rows of a headline.</param>
    /// <param name="label">The label.</param>
    /// <param name="word">Is told the first and the last token of words and runs of words, and what they add.</param>
    /// <param name="cue">Is told the number of a cue and what it adds.</param>
    public void Attribute(FeatureBuffer features, int label, Action<int, int, float> word, Action<int, float> cue)
    {
        for (var i = 0; i < features.Count; i++)
        {
            var part = _rows.Weight(features.Rows[i], label) * features.Values[i];
            if (features.FirstTokens[i] == FeatureBuffer.NoToken)
                cue(features.LastTokens[i], part);
            else
                word(features.FirstTokens[i], features.LastTokens[i], part);
        }
    }

    /// <summary>The weight of a cue for a label.</summary>
    public float CueWeight(int cue, int label) => _rows.Weight(_cueRows + cue, label);

    /// <summary>The row of a known word's n-grams.</summary>
    private int NgramsRow(int id) => _wordRows + (2 * id);

    /// <summary>The row of a word vector's share.</summary>
    private int VectorRow(int row) => _wordRows + (2 * row) + 1;
}
