using Classifier.Features;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>
/// Splits a logit into what each word and cue adds to it. The model is a sum, so the parts are exact: a word gets its own
/// feature, its runs of characters and its share of the pooled vector; words that a pair joins on the same side are named as
/// one phrase; any other pair is halved between its words.
/// </summary>
internal static class Explainer
{
    /// <summary>Parts that add less than this to the logit are not listed.</summary>
    private const float Least = 0.01f;

    private const int LongestPhrase = 4;

    /// <summary>The reasons for a label, in no particular order.</summary>
    /// <param name="original">The headline as it came.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="features">Its rows.</param>
    /// <param name="linear">The model's linear part.</param>
    /// <param name="label">The label's number.</param>
    /// <param name="scale">What the linear part is multiplied with.</param>
    /// <param name="target">What the reasons name as their target.</param>
    /// <param name="into">Takes the reasons.</param>
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
        var pairs = new float[tokens.Length];
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
                    pairs[first] += part * scale;
                }
                else
                {
                    Spread(words, first, last, part * scale);
                }
            },
            (cue, part) => cues[cue] += part * scale
        );
        AddWords(original, tokens, words, pairs, target, into);
        AddCues(cues, target, into);
    }

    /// <summary>The reasons that trees of cues give.</summary>
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
        float[] pairs,
        string target,
        List<Reason> into
    )
    {
        for (var i = 0; i < tokens.Length; )
        {
            // A phrase goes on as long as each pair speaks for the same side as the words that it joins.
            var end = i + 1;
            var sum = words[i];
            while (
                end < tokens.Length
                && end - i < LongestPhrase
                && Math.Abs(pairs[end - 1]) >= Least
                && pairs[end - 1] * words[end - 1] > 0
                && pairs[end - 1] * words[end] > 0
            )
            {
                sum += pairs[end - 1] + words[end++];
            }

            if (end < tokens.Length)
            {
                sum += pairs[end - 1] / 2;
                words[end] += pairs[end - 1] / 2;
            }

            if (Math.Abs(sum) >= Least)
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
            if (Math.Abs(cues[i]) >= Least)
            {
                into.Add(new Reason(ClickbaitCues.Names[i], 0, 0, target, cues[i]));
            }
        }
    }

    private static void Spread(float[] words, int first, int last, float part)
    {
        for (var i = first; i <= last; i++)
        {
            words[i] += part / (last - first + 1);
        }
    }
}
