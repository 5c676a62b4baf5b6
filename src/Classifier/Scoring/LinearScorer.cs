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
    private readonly WeightTable _rows;

    /// <summary>The cues' weights, for the last labels; the first ones of joined models have none.</summary>
    private readonly float[] _cues;
    private readonly int _firstCued;
    private readonly float[] _biases;

    private LinearScorer(Featurizer featurizer, WeightTable rows, float[] cues, float[] biases)
    {
        _featurizer = featurizer;
        _rows = rows;
        _cues = cues;
        _biases = biases;
        _firstCued = biases.Length - (featurizer.CueCount == 0 ? 0 : cues.Length / featurizer.CueCount);
    }

    /// <summary>How many labels there are.</summary>
    public int Labels => _rows.Labels;

    /// <summary>Lays out a model's weights and adds up those of each known word.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="featurizer">The featurizer that they were learned with.</param>
    public static LinearScorer Build(LinearWeights weights, Featurizer featurizer)
    {
        var vocabulary = featurizer.Vocabulary;
        var table = TableFor(featurizer, weights.Labels);
        for (var bucket = 0; bucket < featurizer.BucketCount; bucket++)
        {
            table.Set(bucket, weights.GetRow(bucket));
        }

        var cues = new float[weights.Labels * featurizer.CueCount];
        for (var i = 0; i < cues.Length; i++)
        {
            cues[i] = weights.GetRow(featurizer.CueOffset + (i % featurizer.CueCount))[i / featurizer.CueCount];
        }

        var scorer = new LinearScorer(featurizer, table, cues, weights.Biases);
        var rows = new HeadlineRows(featurizer.Settings);
        var sum = new float[weights.Labels];
        for (var id = 0; id < vocabulary.Count; id++)
        {
            rows.Begin(1);
            featurizer.AddWord(vocabulary[id], TokenKind.Word, WordHash.Of(vocabulary[id]), 0, rows);
            weights.GetRow(rows.Indices[0]).CopyTo(sum);
            for (var i = rows.CharactersStart; i < rows.Count; i++)
            {
                TensorPrimitives.MultiplyAdd(weights.GetRow(rows.Indices[i]), rows.Shares[i], sum, sum);
            }

            table.Set(scorer.NgramsRow(id), sum);
        }

        var vector = new float[featurizer.Settings.VectorSize];
        for (var row = 0; row < vocabulary.VectorCount; row++)
        {
            Array.Clear(vector);
            featurizer.Vectors!.AddTo(vector, row, 1);
            Array.Clear(sum);
            for (var i = 0; i < vector.Length; i++)
            {
                TensorPrimitives.MultiplyAdd(weights.GetRow(featurizer.VectorOffset + i), vector[i], sum, sum);
            }

            table.Set(scorer.VectorRow(row), sum);
        }

        return scorer;
    }

    /// <summary>Puts the weights of two models with the same features beside each other, so that a headline's rows come from
    /// memory once for both.</summary>
    /// <param name="first">The model whose labels come first; it has no cues.</param>
    /// <param name="last">The model whose labels follow.</param>
    public static LinearScorer Join(LinearScorer first, LinearScorer last)
    {
        var (count, labels) = (first.Labels, first.Labels + last.Labels);
        var table = TableFor(last._featurizer, labels);
        var weights = new float[labels];
        for (var row = 0; row < table.Count; row++)
        {
            first._rows.Get(row, weights);
            last._rows.Get(row, weights.AsSpan(count));
            table.Set(row, weights);
        }

        return new LinearScorer(last._featurizer, table, last._cues, [.. first._biases, .. last._biases]);
    }

    /// <summary>Reads what <see cref="WriteTo"/> wrote.</summary>
    /// <param name="reader">Where it stands.</param>
    /// <param name="featurizer">The featurizer of the same model.</param>
    /// <param name="labels">How many labels there are.</param>
    public static LinearScorer ReadFrom(BinaryReader reader, Featurizer featurizer, int labels)
    {
        var table = TableFor(featurizer, labels);
        reader.BaseStream.ReadExactly(table.Bytes);
        return new LinearScorer(featurizer, table, reader.ReadArray<float>(), reader.ReadArray<float>());
    }

    /// <summary>Writes all rows.</summary>
    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(_rows.Bytes);
        writer.WriteArray<float>(_cues);
        writer.WriteArray<float>(_biases);
    }

    /// <summary>Finds the rows of a headline, without allocating.</summary>
    /// <param name="headline">The headline.</param>
    /// <param name="into">Takes the rows; what it held before is overwritten.</param>
    public void Read(TokenizedHeadline headline, HeadlineRows into)
    {
        var tokens = headline.Tokens;
        var words = into.Words;
        _featurizer.Vocabulary.Read(headline, words);
        into.Begin(tokens.Length);
        _featurizer.SetRuns(tokens, into);
        for (var i = 0; i < tokens.Length; i++)
        {
            if (words.Ids[i] >= 0)
            {
                into.Indices[i] = NgramsRow(words.Ids[i]);
            }
            else
            {
                _featurizer.AddWord(headline[tokens[i]], tokens[i].Kind, tokens[i].Hash, i, into);
            }
        }

        for (var i = 0; i < tokens.Length; i++)
        {
            if (words.VectorRows[i] >= 0)
            {
                into.AddVector(VectorRow(words.VectorRows[i]), i);
            }
        }
    }

    /// <summary>Computes the features' values, without allocating.</summary>
    /// <param name="headline">The headline.</param>
    /// <param name="features">Has the rows that <see cref="Read"/> found, takes their values and the cues.</param>
    public void Weigh(TokenizedHeadline headline, FeatureBuffer features)
    {
        _rows.Prefetch(features.Rows.Indices.AsSpan(0, features.Rows.Count));
        _featurizer.Weigh(headline.TokenCount, features);
        if (features.Cues.Length > 0)
        {
            ClickbaitCues.Measure(headline, features.Rows.Words, features.Cues);
        }
    }

    /// <summary>Computes the logits without allocating.</summary>
    /// <param name="features">The features of a headline.</param>
    /// <param name="logits">Takes one logit for each label.</param>
    public void Score(FeatureBuffer features, Span<float> logits)
    {
        _biases.CopyTo(logits);
        _rows.AddTo(features.Rows.Indices.AsSpan(0, features.Rows.Count), features.Values, logits);
        for (var label = _firstCued; label < logits.Length; label++)
        {
            logits[label] += TensorPrimitives.Dot(features.Cues, CuesOf(label));
        }
    }

    /// <summary>A buffer for the features of headlines.</summary>
    public FeatureBuffer NewBuffer() => new(_featurizer.Settings);

    /// <summary>Tells what each row adds to a label's logit.</summary>
    /// <param name="features">The features of a headline.</param>
    /// <param name="label">The label.</param>
    /// <param name="word">Is told the first and the last token of words and runs of words, and what they add.</param>
    /// <param name="cue">Is told the number of a cue and what it adds.</param>
    public void Attribute(FeatureBuffer features, int label, Action<int, int, float> word, Action<int, float> cue)
    {
        var rows = features.Rows;
        for (var i = 0; i < rows.Count; i++)
        {
            var (first, last) = rows.TokensOf(i);
            word(first, last, _rows.Weight(rows.Indices[i], label) * features.Values[i]);
        }

        if (label < _firstCued)
        {
            return;
        }

        var weights = CuesOf(label);
        for (var i = 0; i < weights.Length; i++)
        {
            cue(i, features.Cues[i] * weights[i]);
        }
    }

    /// <summary>The weight of a cue for a label.</summary>
    public float CueWeight(int cue, int label) => CuesOf(label)[cue];

    /// <summary>The cues' weights for a label that has some.</summary>
    private ReadOnlySpan<float> CuesOf(int label) =>
        _cues.AsSpan((label - _firstCued) * _featurizer.CueCount, _featurizer.CueCount);

    /// <summary>Room for the buckets and two rows for each known word.</summary>
    private static WeightTable TableFor(Featurizer featurizer, int labels) =>
        WeightTable.Create(featurizer.BucketCount + (2 * featurizer.Vocabulary.Count), labels);

    /// <summary>The row of a known word's n-grams.</summary>
    private int NgramsRow(int id) => _featurizer.BucketCount + (2 * id);

    /// <summary>The row of a word vector's share.</summary>
    private int VectorRow(int row) => _featurizer.BucketCount + (2 * row) + 1;
}
