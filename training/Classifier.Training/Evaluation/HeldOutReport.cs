using Classifier.Deduplication;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Recipes;

namespace Classifier.Training.Evaluation;

/// <summary>How good a model is that was just trained, on the headlines that were held out.</summary>
public static class HeldOutReport
{
    /// <summary>Measures a model on the stories that it has not seen: held-out headlines that are near duplicates of others are
    /// left out.</summary>
    /// <param name="title">What is measured, in a line.</param>
    /// <param name="fitted">The model, measured.</param>
    /// <param name="set">What it was trained on, with the headlines that were held out.</param>
    /// <exception cref="TrainingDataException">There are no such stories.</exception>
    public static EvaluationReport Of(string title, FittedModel fitted, TrainingSet set)
    {
        var (model, held) =
            fitted.HeldOut ?? throw new ArgumentException("The model was not measured.", nameof(fitted));
        var apart = held.Select(headline => headline.Text).ToHashSet(StringComparer.Ordinal);
        string[] learned = [.. set.Headlines.Select(row => row.Headline.Text).Where(text => !apart.Contains(text))];
        var groups = NearDuplicates.Group([.. learned, .. held.Select(headline => headline.Text)]);
        LabeledHeadline[] unseen = [.. held.Where((_, i) => groups[learned.Length + i] >= learned.Length)];
        if (unseen.Length == 0)
        {
            throw new TrainingDataException(
                "Every headline that was held out is all but the same as another; there is nothing to measure on."
            );
        }

        var manifest = model.Manifest;
        return Evaluator.Report(
            title,
            ScoredHeadlines.Of(model.ToBundle(), unseen),
            threshold: manifest.Bands?.Considerable ?? 0.5,
            minScore: manifest.Task == ModelBundle.TopicTask ? manifest.MinScore : null
        );
    }
}
