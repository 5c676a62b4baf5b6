using Classifier.Features;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>
/// Decomposes a logit into the contributions of words and cues. The model is additive, so the decomposition is exact: a
/// word is credited with its own feature, its character n-grams and its share of the pooled vector. A bigram that
/// agrees in sign with both of its words merges them into a phrase; other bigrams are split evenly between their words.
/// </summary>
internal static class Explainer
{
    /// <summary>The minimum absolute contribution to report.</summary>
    private const float MinContribution = 0.01f;

    private const int MaxPhraseLength = 4;

    /// <summary>Adds the reasons for a label, in no particular order.</summary>
    /// <param name="original">The original headline.</param>
    /// <param name="tokens">The tokens of the headline.</param>
    /// <param name="features">The features of the headline.</param>
    /// <param name="linear">The linear part of the model.</param>
    /// <param name="label">The index of the label.</param>
    /// <param name="scale">The factor by which the linear part is multiplied.</param>
    /// <param name="target">The target that the reasons refer to.</param>
    /// <param name="into">Receives the reasons.</param>
    public static void Explain(
        string original,
        ReadOnlySpan<Token> tokens,
        FeatureBuffer features,
        LinearScorer linear,
        int label,
        float scale,
        string target,
        List<Reason> into
    )
    {
        var words = new float[tokens.Length];
        var bigrams = new float[tokens.Length];
        var cues = new float[features.Cues.Length];
        linear.Attribute(
            features,
            label,
            (first, last, part) =>
            {
                if (first == last)
                {
                    words[first] += part * scale;
                }
                else if (last == first + 1)
                {
                    bigrams[first] += part * scale;
                }
                else
                {
                    Distribute(words, first, last, part * scale);
                }
            },
            (cue, part) => cues[cue] += part * scale
        );
        AddWords(original, tokens, words, bigrams, target, into);
        AddCues(cues, target, into);
    }

    /// <summary>Adds the reasons that come from a tree ensemble over the cues.</summary>
    public static void Explain(
        FeatureBuffer features,
        TreeEnsemble trees,
        float scale,
        string target,
        List<Reason> into
    )
    {
        var cues = new float[features.Cues.Length];
        trees.Attribute(features.Cues, cues);
        for (var i = 0; i < cues.Length; i++)
        {
            cues[i] *= scale;
        }

        AddCues(cues, target, into);
    }

    private static void AddWords(
        string original,
        ReadOnlySpan<Token> tokens,
        float[] words,
        float[] bigrams,
        string target,
        List<Reason> into
    )
    {
        for (var i = 0; i < tokens.Length; )
        {
            // Extend the phrase while each bigram agrees in sign with both of its words.
            var end = i + 1;
            var sum = words[i];
            while (
                end < tokens.Length
                && end - i < MaxPhraseLength
                && Math.Abs(bigrams[end - 1]) >= MinContribution
                && bigrams[end - 1] * words[end - 1] > 0
                && bigrams[end - 1] * words[end] > 0
            )
            {
                sum += bigrams[end - 1] + words[end++];
            }

            if (end < tokens.Length)
            {
                sum += bigrams[end - 1] / 2;
                words[end] += bigrams[end - 1] / 2;
            }

            if (Math.Abs(sum) >= MinContribution)
            {
                var (from, to) = (tokens[i].OriginStart, tokens[end - 1].OriginEnd);
                into.Add(new Reason(original[from..to], from, to, target, sum));
            }

            i = end;
        }
    }

    private static void AddCues(float[] cues, string target, List<Reason> into)
    {
        for (var i = 0; i < cues.Length; i++)
        {
            if (Math.Abs(cues[i]) >= MinContribution)
            {
                into.Add(new Reason(ClickbaitCues.Names[i], 0, 0, target, cues[i]));
            }
        }
    }

    private static void Distribute(float[] words, int first, int last, float part)
    {
        for (var i = first; i <= last; i++)
        {
            words[i] += part / (last - first + 1);
        }
    }
}
