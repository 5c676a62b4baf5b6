using Classifier.Deduplication;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Figures;
using Classifier.Training.Evaluation.Predictions;
using Classifier.Training.Recipes;

namespace Classifier.Training.Evaluation;

/// <summary>Evaluates a newly trained model on its held-out headlines.</summary>
internal static class HeldOutEvaluation
{
    /// <summary>Evaluates a model on the held-out headlines. Near duplicates of training headlines are excluded.</summary>
    /// <param name="title">A one-line description of what is measured.</param>
    /// <param name="fitted">The model; it must have been fitted with a holdout.</param>
    /// <param name="set">The training data, including the held-out headlines.</param>
    /// <exception cref="TrainingDataException">Every held-out headline is a near duplicate of a training headline.</exception>
    public static EvaluationReport Evaluate(string title, FittedModel fitted, TrainingSet set)
    {
        var (model, heldOut) =
            fitted.HeldOut ?? throw new ArgumentException("The model was fitted without a holdout.", nameof(fitted));
        var heldOutTexts = heldOut.Select(headline => headline.Text).ToHashSet(StringComparer.Ordinal);
        string[] training =
        [
            .. set.Headlines.Select(row => row.Headline.Text).Where(text => !heldOutTexts.Contains(text)),
        ];
        var groups = NearDuplicates.Group([.. training, .. heldOut.Select(headline => headline.Text)]);
        LabeledHeadline[] unseen = [.. heldOut.Where((_, i) => groups[training.Length + i] >= training.Length)];
        if (unseen.Length == 0)
        {
            throw new TrainingDataException(
                "Every held-out headline is a near duplicate of a training headline, so the model cannot be evaluated on it. "
                    + "Add rows that differ from the others, or mark rows for testing in a column named split."
            );
        }

        var manifest = model.Manifest;
        var report = Evaluator.Evaluate(
            title,
            ScoredHeadlines.Score(new EvaluatedModel(model.ToBundle()), unseen),
            threshold: manifest.Bands?.Considerable ?? 0.5,
            minScore: manifest.Task == ModelBundle.TopicTask ? manifest.MinScore : null
        );
        return report with { IsHeldOut = true };
    }

    /// <summary>Measures a model on all held-out headlines, with intervals.</summary>
    /// <param name="heldOut">The headlines and a model that was not trained on them.</param>
    internal static IReadOnlyList<Figure> MeasureFigures(HeldOut heldOut)
    {
        var manifest = heldOut.Model.Manifest;
        var predictions = new PredictionSet(
            ScoredHeadlines.Score(new EvaluatedModel(heldOut.Model.ToBundle()), heldOut.Headlines),
            0,
            manifest.Bands?.Considerable ?? 0.5
        );
        var groups = NearDuplicates.Group([.. heldOut.Headlines.Select(headline => headline.Text)]);
        return
        [
            .. predictions
                .MeasureSample(groups, seed: 1, heldOut.Headlines.Count < SampleCaution.MinHeadlines)
                .Take(predictions.MeasuredFigures.Count),
        ];
    }
}
