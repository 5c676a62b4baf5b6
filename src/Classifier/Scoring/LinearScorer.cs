using System.Numerics.Tensors;
using Classifier.Features;
using Classifier.Models;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>
/// Computes the logits of a linear model. The weights of everything that depends on a single word, that is, its n-grams
/// and its share of the pooled vector, are summed in advance for every known word, so that a known word costs two rows.
/// The n-grams of unknown words are looked up individually. Both paths give the same sum.
/// </summary>
internal sealed class LinearScorer
{
    private readonly Featurizer _featurizer;
    private readonly WeightTable _table;

    /// <summary>The weights of the cues for the last labels. In merged models, the first labels have none.</summary>
    private readonly float[] _cues;
    private readonly int _firstLabelWithCues;
    private readonly float[] _biases;

    private LinearScorer(Featurizer featurizer, WeightTable rows, float[] cues, float[] biases)
    {
        _featurizer = featurizer;
        _table = rows;
        _cues = cues;
        _biases = biases;
        _firstLabelWithCues = biases.Length - (featurizer.CueCount == 0 ? 0 : cues.Length / featurizer.CueCount);
    }

    /// <summary>Gets the number of labels.</summary>
    public int LabelCount => _table.LabelCount;

    /// <summary>Builds a scorer and precomputes the rows of all known words.</summary>
    /// <param name="weights">The weights of the model.</param>
    /// <param name="featurizer">The featurizer that the model was trained with.</param>
    public static LinearScorer Build(LinearWeights weights, Featurizer featurizer)
    {
        var vocabulary = featurizer.Vocabulary;
        var table = CreateTable(featurizer, weights.LabelCount);
        for (var bucket = 0; bucket < featurizer.BucketCount; bucket++)
        {
            table.SetRow(bucket, weights.GetRow(bucket));
        }

        var cues = new float[weights.LabelCount * featurizer.CueCount];
        for (var i = 0; i < cues.Length; i++)
        {
            cues[i] = weights.GetRow(featurizer.CueOffset + (i % featurizer.CueCount))[i / featurizer.CueCount];
        }

        var scorer = new LinearScorer(featurizer, table, cues, weights.Biases);
        var rows = new HeadlineRows(featurizer.Settings);
        var sum = new float[weights.LabelCount];
        for (var id = 0; id < vocabulary.Count; id++)
        {
            rows.Reset(1);
            featurizer.AddWord(vocabulary[id], TokenKind.Word, WordHash.Compute(vocabulary[id]), 0, rows);
            weights.GetRow(rows.Indices[0]).CopyTo(sum);
            for (var i = rows.CharNgramsStart; i < rows.Count; i++)
            {
                TensorPrimitives.MultiplyAdd(weights.GetRow(rows.Indices[i]), rows.Shares[i], sum, sum);
            }

            table.SetRow(scorer.GetNgramRow(id), sum);
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

            table.SetRow(scorer.GetVectorRow(row), sum);
        }

        return scorer;
    }

    /// <summary>
    /// Merges the tables of two models with the same features, so that the rows of a headline are loaded from memory
    /// once for both.
    /// </summary>
    /// <param name="first">The model whose labels come first; it must not have cues.</param>
    /// <param name="last">The model whose labels follow.</param>
    public static LinearScorer Merge(LinearScorer first, LinearScorer last)
    {
        var (count, labels) = (first.LabelCount, first.LabelCount + last.LabelCount);
        var table = CreateTable(last._featurizer, labels);
        var weights = new float[labels];
        for (var row = 0; row < table.Count; row++)
        {
            first._table.GetRow(row, weights);
            last._table.GetRow(row, weights.AsSpan(count));
            table.SetRow(row, weights);
        }

        return new LinearScorer(last._featurizer, table, last._cues, [.. first._biases, .. last._biases]);
    }

    /// <summary>Reads a scorer written by <see cref="WriteTo"/>.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="featurizer">The featurizer of the model.</param>
    /// <param name="labels">The number of labels.</param>
    public static LinearScorer ReadFrom(BinaryReader reader, Featurizer featurizer, int labels)
    {
        var table = CreateTable(featurizer, labels);
        reader.BaseStream.ReadExactly(table.Bytes);
        return new LinearScorer(featurizer, table, reader.ReadArray<float>(), reader.ReadArray<float>());
    }

    /// <summary>Writes the scorer in binary form.</summary>
    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(_table.Bytes);
        writer.WriteArray<float>(_cues);
        writer.WriteArray<float>(_biases);
    }

    /// <summary>Finds the rows of a headline without allocating memory.</summary>
    /// <param name="headline">The tokenized headline.</param>
    /// <param name="into">Receives the rows; previous content is overwritten.</param>
    public void FindRows(TokenizedHeadline headline, HeadlineRows into)
    {
        var tokens = headline.Tokens;
        var words = into.Words;
        _featurizer.Vocabulary.LookUp(headline, words);
        into.Reset(tokens.Length);
        _featurizer.SetWordNgrams(tokens, into);
        for (var i = 0; i < tokens.Length; i++)
        {
            if (words.Ids[i] >= 0)
            {
                into.Indices[i] = GetNgramRow(words.Ids[i]);
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
                into.AddVector(GetVectorRow(words.VectorRows[i]), i);
            }
        }
    }

    /// <summary>Computes the values of the rows and the cues without allocating memory.</summary>
    /// <param name="headline">The tokenized headline.</param>
    /// <param name="features">The buffer whose rows were set by <see cref="FindRows"/>; receives the values and the
    /// cues.</param>
    public void ComputeValues(TokenizedHeadline headline, FeatureBuffer features)
    {
        _table.Prefetch(features.Rows.Indices.AsSpan(0, features.Rows.Count));
        _featurizer.ComputeValues(headline.TokenCount, features);
        if (features.Cues.Length > 0)
        {
            ClickbaitCues.Compute(headline, features.Rows.Words, features.Cues);
        }
    }

    /// <summary>Computes the logits without allocating memory.</summary>
    /// <param name="features">The features of a headline.</param>
    /// <param name="logits">Receives one logit for each label.</param>
    public void Score(FeatureBuffer features, Span<float> logits)
    {
        _biases.CopyTo(logits);
        _table.AddRows(features.Rows.Indices.AsSpan(0, features.Rows.Count), features.Values, logits);
        for (var label = _firstLabelWithCues; label < logits.Length; label++)
        {
            logits[label] += TensorPrimitives.Dot(features.Cues, GetCueWeights(label));
        }
    }

    /// <summary>Creates a buffer for the features of a headline.</summary>
    public FeatureBuffer CreateBuffer() => new(_featurizer.Settings);

    /// <summary>Reports the contribution of each row and cue to the logit of a label.</summary>
    /// <param name="features">The features of a headline.</param>
    /// <param name="label">The index of the label.</param>
    /// <param name="word">Called with the first token, the last token and the contribution of each row.</param>
    /// <param name="cue">Called with the index and the contribution of each cue.</param>
    public void Attribute(FeatureBuffer features, int label, Action<int, int, float> word, Action<int, float> cue)
    {
        var rows = features.Rows;
        for (var i = 0; i < rows.Count; i++)
        {
            var (first, last) = rows.GetTokens(i);
            word(first, last, _table.GetWeight(rows.Indices[i], label) * features.Values[i]);
        }

        if (label < _firstLabelWithCues)
        {
            return;
        }

        var weights = GetCueWeights(label);
        for (var i = 0; i < weights.Length; i++)
        {
            cue(i, features.Cues[i] * weights[i]);
        }
    }

    /// <summary>Returns the bias of a label.</summary>
    public float GetBias(int label) => _biases[label];

    /// <summary>Returns the weight of a cue for a label.</summary>
    public float GetCueWeight(int cue, int label) => GetCueWeights(label)[cue];

    /// <summary>Returns the weights of all cues for a label that has cues.</summary>
    private ReadOnlySpan<float> GetCueWeights(int label) =>
        _cues.AsSpan((label - _firstLabelWithCues) * _featurizer.CueCount, _featurizer.CueCount);

    /// <summary>Creates a table with one row per bucket and two rows per known word.</summary>
    private static WeightTable CreateTable(Featurizer featurizer, int labels) =>
        WeightTable.Create(featurizer.BucketCount + (2 * featurizer.Vocabulary.Count), labels);

    /// <summary>Returns the row with the n-grams of a known word.</summary>
    private int GetNgramRow(int id) => _featurizer.BucketCount + (2 * id);

    /// <summary>Returns the row with the contribution of a word vector.</summary>
    private int GetVectorRow(int row) => _featurizer.BucketCount + (2 * row) + 1;
}
