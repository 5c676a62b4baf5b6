using Classifier.Features;
using Classifier.Models;
using Classifier.Text;

namespace Classifier.Scoring;

/// <summary>The memory that one thread needs to score headlines with one model, used again for each.</summary>
internal sealed class ScoringWorkspace
{
    private readonly ModelBundle _model;
    private readonly float[] _probabilities;
    private readonly bool _readsRows;

    /// <summary>Makes a workspace.</summary>
    /// <param name="model">The model.</param>
    /// <param name="before">Where a headline is read before; null for none. A model of the same row space takes its rows
    /// from there.</param>
    public ScoringWorkspace(ModelBundle model, ScoringWorkspace? before = null)
    {
        _model = model;
        _readsRows = before is null || !model.SharesRows(before._model);
        _probabilities = new float[model.Manifest.Labels.Count];
        Features = new FeatureBuffer(model.Manifest.Features, _readsRows ? null : before!.Features.Rows);
    }

    /// <summary>The features of the headline that was read last.</summary>
    public FeatureBuffer Features { get; }

    /// <summary>Computes the features of a headline.</summary>
    public void Read(TokenizedHeadline headline)
    {
        if (_readsRows)
            _model.Scorer.Linear.Read(headline, Features.Rows);
        _model.Scorer.Linear.Weigh(headline, Features);
    }

    /// <summary>The probabilities of all labels, valid until the next call.</summary>
    public ReadOnlySpan<float> Probabilities(bool calibrated = true)
    {
        _model.Scorer.Score(Features, _probabilities, calibrated);
        return _probabilities;
    }
}
