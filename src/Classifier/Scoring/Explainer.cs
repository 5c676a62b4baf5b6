using Classifier.Features;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>
/// Splits a logit into what each word and cue adds to it. The model is a sum, so the parts are exact: a word gets its own
/// feature, its runs of characters and its share of the pooled vector; a pair of words that adds enough by itself is named
/// as a phrase together with its words; any other pair is halved between them.
/// </summary>
internal static class Explainer
{
    /// <summary>Parts that add less than this to the logit are not listed.</summary>
    private const float Least = 0.01f;

    /// <summary>A pair of words is a phrase when it adds at least this much by itself.</summary>
    private const float PhraseLeast = 0.1f;

    /// <summary>The reasons for a label, in no particular order.</summary>
    /// <param name="original">The headline as it came.</param>
    /// <param name="workspace">Where the headline was read.</param>
    /// <param name="linear">The model's linear part.</param>
    /// <param name="label">The label's number.</param>
    /// <param name="scale">What the linear part is multiplied with.</param>
    /// <param name="target">What the reasons name as their target.</param>
    /// <param name="into">Takes the reasons.</param>
    public static void Explain(string original, ScoringWorkspace workspace, LinearScorer linear, int label, float scale,
        string target, List<Reason> into)
    {
        var tokens = workspace.Headline.Tokens;
        var words = new float[tokens.Length];
        var pairs = new float[tokens.Length];
        var cues = new float[workspace.Features.Cues.Length];
        linear.Attribute(workspace.Features, tokens.Length, label,
            (first, last, part) =>
            {
                if (first == last)
                    words[first] += part * scale;
                else if (last == first + 1)
                    pairs[first] += part * scale;
                else
                    Spread(words, first, last, part * scale);
            },
            (cue, part) => cues[cue] += part * scale);
        AddWords(original, tokens, words, pairs, target, into);
        AddCues(cues, target, into);
    }

    /// <summary>The reasons that trees of cues give.</summary>
    public static void Explain(ScoringWorkspace workspace, FlatTreeEnsemble trees, float scale, string target, List<Reason> into)
    {
        var cues = new float[workspace.Features.Cues.Length];
        trees.Attribute(workspace.Features.Cues, cues);
        for (var i = 0; i < cues.Length; i++)
            cues[i] *= scale;
        AddCues(cues, target, into);
    }

    private static void AddWords(string original, ReadOnlySpan<Token> tokens, float[] words, float[] pairs, string target,
        List<Reason> into)
    {
        var phraseOf = new int[tokens.Length];
        Array.Fill(phraseOf, -1);
        foreach (var first in Enumerable.Range(0, Math.Max(0, tokens.Length - 1)).OrderByDescending(i => Math.Abs(pairs[i])))
        {
            var isPhrase = Math.Abs(pairs[first]) >= PhraseLeast && phraseOf[first] < 0 && phraseOf[first + 1] < 0
                && pairs[first] * (words[first] + words[first + 1]) > 0;
            if (isPhrase)
            {
                phraseOf[first] = phraseOf[first + 1] = first;
                words[first] += words[first + 1] + pairs[first];
                words[first + 1] = 0;
            }
            else
            {
                // A word that belongs to a phrase passes its half on to the phrase.
                words[phraseOf[first] < 0 ? first : phraseOf[first]] += pairs[first] / 2;
                words[phraseOf[first + 1] < 0 ? first + 1 : phraseOf[first + 1]] += pairs[first] / 2;
            }
        }

        for (var i = 0; i < tokens.Length; i++)
        {
            if (Math.Abs(words[i]) < Least)
                continue;
            var end = tokens[phraseOf[i] == i ? i + 1 : i].OriginEnd;
            into.Add(new Reason(original[tokens[i].OriginStart..end], tokens[i].OriginStart, end, target, words[i]));
        }
    }

    private static void AddCues(float[] cues, string target, List<Reason> into)
    {
        for (var i = 0; i < cues.Length; i++)
        {
            if (Math.Abs(cues[i]) >= Least)
                into.Add(new Reason(ClickbaitCues.Names[i], 0, 0, target, cues[i]));
        }
    }

    private static void Spread(float[] words, int first, int last, float part)
    {
        for (var i = first; i <= last; i++)
            words[i] += part / (last - first + 1);
    }
}
