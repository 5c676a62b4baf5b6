using Classifier.Features;
using Classifier.Models;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>The memory that one thread needs to score headlines with one model, used again for each.</summary>
internal sealed class ScoringWorkspace
{
    private readonly ModelBundle _model;
    private readonly float[] _probabilities;

    public ScoringWorkspace(ModelBundle model, TokenizedHeadline? headline = null)
    {
        _model = model;
        Headline = headline ?? new TokenizedHeadline();
        Features = new FeatureBuffer(model.Featurizer.Settings);
        _probabilities = new float[model.Manifest.Labels.Count];
    }

    public TokenizedHeadline Headline { get; }

    public FeatureBuffer Features { get; }

    /// <summary>Tokenises and featurises a headline.</summary>
    public void Read(ReadOnlySpan<char> headline)
    {
        Tokenizer.Tokenize(headline, Headline);
        Featurize();
    }

    /// <summary>Featurises the tokens that are there.</summary>
    public void Featurize() => _model.Featurizer.Featurize(Headline, Features);

    /// <summary>The probabilities of all labels, valid until the next call.</summary>
    public ReadOnlySpan<float> Probabilities(bool calibrated = true)
    {
        if (_model.Scorer is TopicScorer topics)
            topics.Score(Features, _probabilities, calibrated);
        else
            _probabilities[0] = ((ClickbaitScorer)_model.Scorer).Score(Features);
        return _probabilities;
    }
}
