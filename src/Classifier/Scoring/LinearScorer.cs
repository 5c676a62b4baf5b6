using System.Numerics.Tensors;
using Classifier.Features;
using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>Adds up a linear model's weights for the features of a headline: its logits.</summary>
internal sealed class LinearScorer(LinearWeights weights, Featurizer featurizer)
{
    public int Labels => weights.Labels;

    /// <summary>Computes the logits without allocating.</summary>
    /// <param name="features">The features of a headline.</param>
    /// <param name="logits">Takes one logit for each label.</param>
    public void Score(FeatureBuffer features, Span<float> logits)
    {
        weights.Biases.CopyTo(logits);
        for (var i = 0; i < features.Count; i++)
            AddScaled(weights.Of(features.Buckets[i]), features.Values[i], logits);
        for (var i = 0; i < features.Vector.Length; i++)
            AddScaled(weights.Of(featurizer.VectorOffset + i), features.Vector[i], logits);
        for (var i = 0; i < features.Cues.Length; i++)
            AddScaled(weights.Of(featurizer.CueOffset + i), features.Cues[i], logits);
    }

    /// <summary>What each hashed n-gram adds to a label's logit; calls back with its first and last token.</summary>
    public void Attribute(FeatureBuffer features, int tokens, int label, Action<int, int, float> word, Action<int, float> cue)
    {
        for (var i = 0; i < features.Count; i++)
        {
            word(features.FirstTokens[i], features.LastTokens[i],
                weights.Of(features.Buckets[i])[label] * features.Values[i]);
        }

        if (featurizer.Vectors is { } vectors)
        {
            var one = new float[vectors.Size];
            for (var token = 0; token < tokens; token++)
            {
                if (features.VectorRows[token] < 0)
                    continue;
                Array.Clear(one);
                vectors.AddTo(one, features.VectorRows[token], features.VectorWeights[token]);
                var sum = 0f;
                for (var i = 0; i < one.Length; i++)
                    sum += weights.Of(featurizer.VectorOffset + i)[label] * one[i];
                word(token, token, sum);
            }
        }

        for (var i = 0; i < features.Cues.Length; i++)
            cue(i, weights.Of(featurizer.CueOffset + i)[label] * features.Cues[i]);
    }

    private static void AddScaled(ReadOnlySpan<float> row, float value, Span<float> sum)
    {
        if (row.Length == 1)
            sum[0] += row[0] * value;
        else
            TensorPrimitives.MultiplyAdd(row, value, sum, sum);
    }
}
