using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Topic;
using Microsoft.ML;

namespace Classifier.Training.Recipes.Updating;

/// <summary>Builds a topic model on an existing one.</summary>
internal static class TopicUpdate
{
    /// <summary>The logit of an added label before the update: about one headline in fifty.</summary>
    private const float AddedLabelLogit = -4;

    /// <summary>Fits the new model.</summary>
    /// <param name="model">The existing model.</param>
    /// <param name="labels">The labels of the new model, each with its index in the existing one, or -1 if it is added.</param>
    /// <param name="set">The corrections.</param>
    /// <param name="unlabeled">Headlines for which the new model should give the same answers.</param>
    /// <param name="progress">Receives the current step.</param>
    public static FittedModel Fit(
        BaseModel model,
        IReadOnlyList<(string Label, int Source)> labels,
        TrainingSet set,
        IReadOnlyList<string> unlabeled,
        IProgress<string> progress
    )
    {
        var featurizer = model.Bundle.Featurizer;
        var corrections = set.Headlines.Select(row => row.Headline).ToList();
        string[] names = [.. labels.Select(label => label.Label)];
        string[] texts = [.. corrections.Select(headline => headline.Text), .. unlabeled];
        progress.Report($"scoring {Plural.Format(texts.Length, "headline")} with the existing model");
        var logits = model.Bundle.PredictLogits(texts);
        var targets = corrections.Select(headline => SoftTargets.FromLabels(headline, names)).ToList();
        var problem = new UpdateProblem(
            UpdateProblem.CreateRows(texts, featurizer),
            featurizer,
            [
                .. labels.Select(label =>
                    logits.Select(row => label.Source < 0 ? AddedLabelLogit : row[label.Source]).ToArray()
                ),
            ],
            [.. labels.Select((_, i) => targets.Select(target => target[i]).ToArray())],
            [.. corrections.Select(headline => headline.Weight)],
            (row, scores) => targets[row][scores.IndexOf(scores.Max())] > 0
        );

        progress.Report($"fitting {labels.Count} topics to {Plural.Format(corrections.Count, "correction")}");
        var changes = problem.Fit();
        progress.Report("cross-validating on the corrections");
        var metrics = new UpdateMetrics(problem, set, unlabeled.Count).Measure(
            changes,
            (before, after) => before.IndexOf(before.Max()) == after.IndexOf(after.Max())
        );

        var context = new MLContext(model.Manifest.Seed);
        LinearWeights weights;
        using (var zip = model.OpenZip())
        {
            weights = new ModelZip(zip).GetTopicWeights(model.Manifest.Labels.Count);
        }

        ITransformer[] models =
        [
            .. labels.Select(
                (label, i) =>
                {
                    var changed = changes[i];
                    for (var feature = 0; label.Source >= 0 && feature < changed.Length; feature++)
                    {
                        changed[feature] += weights.Values[(feature * weights.LabelCount) + label.Source];
                    }

                    return FixedWeights.CreateRegression(
                        context,
                        changed,
                        label.Source < 0 ? AddedLabelLogit : weights.Biases[label.Source],
                        featurizer.CueCount
                    );
                }
            ),
        ];
        var view = FixedWeights.CreateEmptyView(context, featurizer.Length, featurizer.CueCount);
        var manifest = model.CreateManifest(names, set.Files, metrics) with
        {
            TopicMinScores = model.Manifest.TopicMinScores is { } scores
                ? labels
                    .Where(label => label.Source >= 0 && scores.ContainsKey(model.Manifest.Labels[label.Source]))
                    .ToDictionary(label => label.Label, label => scores[model.Manifest.Labels[label.Source]])
                : null,
            Reference = names.SequenceEqual(model.Manifest.Labels) ? model.Manifest.Reference : null,
        };
        return new FittedModel(
            context,
            TopicTrainer.Join(models, context.Transforms, view),
            view,
            featurizer,
            manifest
        );
    }
}
