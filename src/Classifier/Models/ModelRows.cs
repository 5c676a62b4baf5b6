using Classifier.Features;
using Classifier.Text;
using Microsoft.ML.Data;

namespace Classifier.Models;

/// <summary>Creates the input rows of ML.NET models with the same featurizer that serves.</summary>
public static class ModelRows
{
    /// <summary>
    /// Creates the rows of headlines, in the same order. Uses all cores; the result does not depend on their number.
    /// </summary>
    public static ModelRow[] Create(IReadOnlyList<string> headlines, Featurizer featurizer)
    {
        var rows = new ModelRow[headlines.Count];
        Parallel.For(
            0,
            headlines.Count,
            () =>
                (
                    Headline: new TokenizedHeadline(),
                    Buffer: new FeatureBuffer(featurizer.Settings),
                    Sums: new Dictionary<int, float>()
                ),
            (i, _, workspace) =>
            {
                Tokenizer.Tokenize(headlines[i], workspace.Headline);
                featurizer.Featurize(workspace.Headline, workspace.Buffer);
                rows[i] = ToRow(featurizer, workspace.Buffer, workspace.Sums);
                return workspace;
            },
            _ => { }
        );
        return rows;
    }

    /// <summary>Creates a row from the features in a buffer.</summary>
    /// <param name="featurizer">The featurizer that filled the buffer.</param>
    /// <param name="buffer">The features.</param>
    /// <param name="sums">A scratch dictionary; previous content is overwritten.</param>
    internal static ModelRow ToRow(Featurizer featurizer, FeatureBuffer buffer, Dictionary<int, float> sums)
    {
        sums.Clear();
        for (var i = 0; i < buffer.Rows.Count; i++)
        {
            sums[buffer.Rows.Indices[i]] = sums.GetValueOrDefault(buffer.Rows.Indices[i]) + buffer.Values[i];
        }

        var hashed = sums.Keys.ToArray();
        Array.Sort(hashed);
        var dense = buffer.Vector.Length + buffer.Cues.Length;
        var indices = new int[hashed.Length + dense];
        var values = new float[indices.Length];
        for (var i = 0; i < hashed.Length; i++)
        {
            (indices[i], values[i]) = (hashed[i], sums[hashed[i]]);
        }

        for (var i = 0; i < dense; i++)
        {
            indices[hashed.Length + i] = featurizer.VectorOffset + i;
            values[hashed.Length + i] =
                i < buffer.Vector.Length ? buffer.Vector[i] : buffer.Cues[i - buffer.Vector.Length];
        }

        var cues = buffer.Cues.Length == 0 ? new float[1] : buffer.Cues.ToArray();
        return new ModelRow
        {
            Features = new VBuffer<float>(featurizer.Length, indices.Length, values, indices),
            Cues = new VBuffer<float>(cues.Length, cues),
        };
    }
}
