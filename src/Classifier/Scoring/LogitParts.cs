using Classifier.Features;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>
/// Splits the logit of one target into a base and reasons. The models are additive, so the split is exact: a word has the parts of
/// its own n-grams, its character n-grams and its share of the pooled vector; words that are joined by a bigram with a part of the
/// same sign become one phrase; any other bigram is halved between its words. What absent cues add belongs to the base.
/// </summary>
internal sealed class LogitParts
{
    /// <summary>The minimum share of a reason in the sum of all magnitudes; weaker ones are summed.</summary>
    private const float MinShare = 0.02f;

    /// <summary>The minimum magnitude of a bigram that joins words to a phrase.</summary>
    private const float MinJoiningPart = 0.01f;

    private const int MaxPhraseLength = 4;

    private readonly string _target;
    private readonly float[] _words;
    private readonly float[] _pairs;
    private readonly float[] _cues;
    private double _base;

    /// <summary>Creates an empty split.</summary>
    /// <param name="target">The target that the reasons name.</param>
    /// <param name="tokenCount">The number of tokens of the headline.</param>
    /// <param name="cueCount">The number of cues.</param>
    public LogitParts(string target, int tokenCount, int cueCount)
    {
        _target = target;
        _words = new float[tokenCount];
        _pairs = new float[tokenCount];
        _cues = new float[cueCount];
    }

    /// <summary>Adds a constant to the base.</summary>
    public void AddConstant(float value) => _base += value;

    /// <summary>Adds the parts of a linear model.</summary>
    /// <param name="linear">The model.</param>
    /// <param name="features">The features of the headline.</param>
    /// <param name="label">The index of the label.</param>
    /// <param name="scale">The factor of the model's logit.</param>
    public void AddLinear(LinearScorer linear, FeatureBuffer features, int label, float scale)
    {
        _base += (double)linear.GetBias(label) * scale;
        linear.Attribute(
            features,
            label,
            (first, last, part) => AddWords(first, last, part * scale),
            (cue, part) => AddCue(cue, features.Cues[cue], part * scale)
        );
    }

    /// <summary>Adds the parts of trees of cues.</summary>
    /// <param name="trees">The trees.</param>
    /// <param name="features">The features of the headline.</param>
    /// <param name="scale">The factor of the trees' score.</param>
    public void AddTrees(TreeEnsemble trees, FeatureBuffer features, float scale)
    {
        var parts = new float[features.Cues.Length];
        _base += (double)trees.Attribute(features.Cues, parts) * scale;
        for (var cue = 0; cue < parts.Length; cue++)
        {
            AddCue(cue, features.Cues[cue], parts[cue] * scale);
        }
    }

    /// <summary>Returns the part of each token, with half of each pair that it belongs to. Must be called before
    /// <see cref="Collect"/>.</summary>
    public float[] GetTokenParts()
    {
        var parts = (float[])_words.Clone();
        for (var i = 0; i + 1 < parts.Length; i++)
        {
            parts[i] += _pairs[i] / 2;
            parts[i + 1] += _pairs[i] / 2;
        }

        return parts;
    }

    /// <summary>Appends the reasons and returns the base.</summary>
    /// <param name="headline">The headline.</param>
    /// <param name="tokens">The tokens of the headline.</param>
    /// <param name="destination">The list to append to.</param>
    public float Collect(string headline, ReadOnlySpan<Token> tokens, List<Reason> destination)
    {
        var start = destination.Count;
        CollectWords(headline, tokens, destination);
        for (var cue = 0; cue < _cues.Length; cue++)
        {
            if (_cues[cue] != 0)
            {
                destination.Add(new Reason(ClickbaitCues.Names[cue], 0, 0, _target, _cues[cue]));
            }
        }

        var minMagnitude = MinShare * destination.Skip(start).Sum(reason => Math.Abs((double)reason.Contribution));
        var other = 0.0;
        var hasOther = false;
        for (var i = destination.Count - 1; i >= start; i--)
        {
            if (Math.Abs(destination[i].Contribution) < minMagnitude)
            {
                other += destination[i].Contribution;
                hasOther = true;
                destination.RemoveAt(i);
            }
        }

        if (hasOther)
        {
            destination.Add(Reason.CreateOther(_target, (float)other));
        }

        return (float)_base;
    }

    /// <summary>Sums the weakest reasons beyond <see cref="ClassifyOptions.MaxReasons"/> for each target, and sorts all by
    /// magnitude, strongest first.</summary>
    public static void SumWeakest(List<Reason> reasons)
    {
        if (reasons.Count > ClassifyOptions.MaxReasons)
        {
            var others = reasons
                .GroupBy(reason => reason.Target)
                .ToDictionary(
                    target => target.Key,
                    target => target.Where(reason => reason.IsOther).Sum(reason => (double)reason.Contribution)
                );
            reasons.RemoveAll(reason => reason.IsOther);
            SortByMagnitude(reasons);
            var keptCount = ClassifyOptions.MaxReasons - others.Count;
            foreach (var reason in reasons.Skip(keptCount))
            {
                others[reason.Target] += reason.Contribution;
            }

            reasons.RemoveRange(keptCount, reasons.Count - keptCount);
            reasons.AddRange(others.Select(other => Reason.CreateOther(other.Key, (float)other.Value)));
        }

        SortByMagnitude(reasons);
    }

    private static void SortByMagnitude(List<Reason> reasons) =>
        reasons.Sort((a, b) => Math.Abs(b.Contribution).CompareTo(Math.Abs(a.Contribution)));

    private void AddWords(int first, int last, float part)
    {
        if (last == first + 1)
        {
            _pairs[first] += part;
            return;
        }

        for (var i = first; i <= last; i++)
        {
            _words[i] += part / (last - first + 1);
        }
    }

    private void AddCue(int cue, float value, float part)
    {
        if (value == 0)
        {
            _base += part;
        }
        else
        {
            _cues[cue] += part;
        }
    }

    private void CollectWords(string headline, ReadOnlySpan<Token> tokens, List<Reason> destination)
    {
        for (var i = 0; i < tokens.Length; )
        {
            var end = i + 1;
            var sum = _words[i];
            while (
                end < tokens.Length
                && end - i < MaxPhraseLength
                && Math.Abs(_pairs[end - 1]) >= MinJoiningPart
                && _pairs[end - 1] * _words[end - 1] > 0
                && _pairs[end - 1] * _words[end] > 0
            )
            {
                sum += _pairs[end - 1] + _words[end++];
            }

            if (end < tokens.Length)
            {
                sum += _pairs[end - 1] / 2;
                _words[end] += _pairs[end - 1] / 2;
            }

            if (sum != 0)
            {
                var (from, to) = (tokens[i].OriginStart, tokens[end - 1].OriginEnd);
                destination.Add(new Reason(headline[from..to], from, to, _target, sum));
            }

            i = end;
        }
    }
}
