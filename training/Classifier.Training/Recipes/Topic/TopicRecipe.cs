using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Recipes.Topic;

/// <summary>Fits a calibrated topic model to labeled headlines.</summary>
internal static class TopicRecipe
{
    /// <summary>The L2 regularization of a model trained without a teacher, tuned on held-out headlines.</summary>
    private const float LabeledRegularization = 0.4f;

    /// <summary>Fits a model, see <see cref="Recipe.Fit"/>.</summary>
    public static FittedModel Fit(Recipe recipe, TrainingSet set, IProgress<string> progress)
    {
        string[] labels =
        [
            .. set.Headlines.SelectMany(row => row.Headline.Topics).Distinct().Order(StringComparer.Ordinal),
        ];
        if (labels.Length < 2)
        {
            throw new TrainingDataException(
                $"The data contains only one topic, {labels[0]}; at least two are required."
            );
        }

        var featurizer = recipe.CreateFeaturizer(cues: false);
        var (learning, held) = set.SplitOff(0);
        if (held.Count == 0 || learning.Headlines.Count == 0)
        {
            throw Recipe.TooFewHeadlines(set);
        }

        var draft = FitOn(recipe, learning, labels, featurizer, progress);
        progress.Report($"evaluating on {Plural.Format(held.Count, "held-out headline")}");
        var logits = draft.ToBundle().PredictLogits([.. held.Select(headline => headline.Text)]);
        var right = held.Select(headline => Array.IndexOf(labels, headline.Topic)).ToArray();
        var second = held.Select(headline => Array.IndexOf(labels, headline.SecondTopic)).ToArray();
        var temperature = TopicCalibration.FitTemperature(logits, right);
        var calibrated = logits.Select(row => TopicCalibration.Apply(row, temperature)).ToArray();
        float[] isCorrect = [.. calibrated.Select((row, i) => row.IndexOf(row.Max()) == right[i] ? 1f : 0f)];

        // Distillation takes minutes, and an additional tenth of labeled headlines changes little compared with the predictions
        // of the teacher.
        var final =
            recipe.Answers is null && recipe.ShouldRefit(learning)
                ? FitOn(recipe, set, labels, featurizer, progress)
                : draft;
        // Trials are not measured on marked rows, so that these do not influence the choice of settings.
        var isMarked = set.HeldOut.Count > 0 && !recipe.IsTrial;
        var metrics = isMarked
            ? Measure(
                final
                    .ToBundle()
                    .PredictLogits([.. set.HeldOut.Select(headline => headline.Text)])
                    .Select(row => TopicCalibration.Apply(row, temperature))
                    .ToArray(),
                labels,
                set.HeldOut
            )
            : Measure(calibrated, labels, held);
        var manifest = recipe.CreateManifest(labels, featurizer, set, metrics, final.Manifest.Trainer) with
        {
            Calibration = new ModelCalibration(1 / temperature, 0),
            AnyTopic = TopicCalibration.FitAnyTopic(calibrated, right, second),
            MinScore = TopicCalibration.FindMinScore(calibrated, right, second),
        };
        return final with
        {
            Manifest = manifest,
            HeldOut = isMarked
                ? new HeldOut(final with { Manifest = manifest }, set.HeldOut)
                : new HeldOut(draft with { Manifest = manifest }, held),
            Validation = new Validation(isCorrect.Average(), isCorrect),
        };
    }

    /// <summary>Measures predictions. A headline whose topic the model does not have counts as wrong.</summary>
    private static Dictionary<string, double> Measure(
        float[][] probabilities,
        string[] labels,
        IReadOnlyList<LabeledHeadline> headlines
    )
    {
        var report = Metrics.MeasureTopics(
            [.. probabilities.Select(row => labels[row.IndexOf(row.Max())])],
            [.. headlines.Select(headline => headline.Topic!)]
        );
        var right = headlines.Select(headline => Array.IndexOf(labels, headline.Topic)).ToArray();
        int[] known = [.. Enumerable.Range(0, right.Length).Where(i => right[i] >= 0)];
        var metrics = new Dictionary<string, double>
        {
            ["held_out_headlines"] = report.Headlines,
            ["accuracy"] = report.Accuracy,
            ["macro_f1"] = report.MacroF1,
            ["baseline_accuracy"] = report.MajorityBaseline,
            ["log_loss"] =
                known.Length == 0
                    ? double.NaN
                    : TopicCalibration.ComputeLogLoss(
                        [.. known.Select(i => probabilities[i])],
                        [.. known.Select(i => right[i])]
                    ),
        };
        foreach (var label in report.Labels)
        {
            metrics[$"f1 {label.Label}"] = label.F1;
        }

        return metrics;
    }

    /// <summary>Fits a model to the headlines labeled by a reader, or to all if there are none. With answers, also trains it on
    /// the predictions of a teacher.</summary>
    private static FittedModel FitOn(
        Recipe recipe,
        TrainingSet set,
        string[] labels,
        Featurizer featurizer,
        IProgress<string> progress
    )
    {
        var headlines = set.Headlines.Select(row => row.Headline).ToList();
        var read = headlines.Where(headline => headline.Origin == LabelOrigin.Reader).ToList();
        if (read.Count == 0)
        {
            read = headlines;
        }

        FittedModel Fit(
            Featurizer features,
            List<(string Text, float[] Target, float Weight)> rows,
            float regularization,
            string trainedBy
        )
        {
            var (context, model, view) = new TopicTrainer(features, recipe.Seed, progress).Fit(
                rows,
                labels.Length,
                regularization * recipe.Regularization
            );
            return new FittedModel(
                context,
                model,
                view,
                features,
                recipe.CreateManifest(labels, features, set, [], trainedBy)
            );
        }

        FittedModel FitLabeled(Featurizer features, float regularization) =>
            Fit(
                features,
                [
                    .. set.WithoutTopic.Select(text => (text, SoftTargets.FromNoTopic(labels.Length), 1f)),
                    .. read.Select(headline =>
                        (headline.Text, SoftTargets.FromLabels(headline, labels), headline.Weight)
                    ),
                ],
                regularization,
                TopicTrainer.Description
            );
        if (recipe.Answers is not { } answers)
        {
            return FitLabeled(featurizer, LabeledRegularization);
        }

        var words = FitLabeled(
            new Featurizer(recipe.Features with { VectorSize = 0 }, null),
            TopicTeacher.WordRegularization
        );
        progress.Report($"predicting labels of {answers.Titles.Count} titles");
        var teacher = new TopicTeacher(words.ToBundle(), answers);
        return Fit(
            featurizer,
            new Distillation(teacher, answers, labels, recipe.Seed).CreateRows(set, read),
            Distillation.Regularization,
            Distillation.Description
        );
    }
}
