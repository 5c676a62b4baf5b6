using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Recipes.Topic;

/// <summary>From labeled headlines to a calibrated topic model.</summary>
internal static class TopicRecipe
{
    /// <summary>The regularization of a model of labeled headlines alone; chosen by what it gave on headlines held out.</summary>
    private const float LabeledRegularization = 0.4f;

    /// <summary>Fits, see <see cref="Recipe.Fit"/>.</summary>
    public static FittedModel Fit(Recipe recipe, TrainingSet set, IProgress<string> progress)
    {
        string[] labels =
        [
            .. set.Headlines.SelectMany(row => row.Headline.Topics).Distinct().Order(StringComparer.Ordinal),
        ];
        if (labels.Length < 2)
        {
            throw new TrainingDataException(
                $"There is only one topic in the data, {labels[0]}; at least two are needed."
            );
        }

        var featurizer = recipe.NewFeaturizer(cues: false);
        var (learning, held) = set.SplitOff(0);
        if (held.Count == 0 || learning.Headlines.Count == 0)
        {
            throw Recipe.TooFew(set);
        }

        var draft = FitOn(recipe, learning, labels, featurizer, progress);
        progress.Report($"measuring on {held.Count} headlines that are held out");
        var logits = draft.ToBundle().Logits([.. held.Select(headline => headline.Text)]);
        var right = held.Select(headline => Array.IndexOf(labels, headline.Topic)).ToArray();
        var second = held.Select(headline => Array.IndexOf(labels, headline.SecondTopic)).ToArray();
        var temperature = TopicCalibration.Temperature(logits, right);
        var calibrated = logits.Select(row => TopicCalibration.Apply(row, temperature)).ToArray();
        var report = Metrics.Topics(
            [.. calibrated.Select(row => labels[row.IndexOf(row.Max())])],
            [.. held.Select(h => h.Topic!)]
        );
        var metrics = new Dictionary<string, double>
        {
            ["held_out_headlines"] = report.Headlines,
            ["accuracy"] = report.Accuracy,
            ["macro_f1"] = report.MacroF1,
            ["baseline_accuracy"] = report.MajorityBaseline,
            ["log_loss"] = TopicCalibration.LogLoss(calibrated, right),
        };
        foreach (var label in report.Labels)
        {
            metrics[$"f1 {label.Label}"] = label.F1;
        }

        // Distilling costs minutes, and a tenth more labeled headlines changes little beside what the teacher answers.
        var final =
            recipe.Encodings is null && recipe.IsFittedTwice(learning)
                ? FitOn(recipe, set, labels, featurizer, progress)
                : draft;
        var manifest = recipe.Manifest(labels, featurizer, set, metrics, final.Manifest.Trainer) with
        {
            Calibration = new ModelCalibration(1 / temperature, 0),
            MinScore = TopicCalibration.MinScore(calibrated, right, second),
        };
        return final with { Manifest = manifest, HeldOut = new HeldOut(draft with { Manifest = manifest }, held) };
    }

    /// <summary>A model of the headlines that someone read, or of all where there are none; with encodings, one that learns
    /// from a teacher's answers as well.</summary>
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
                recipe.Manifest(labels, features, set, [], trainedBy)
            );
        }

        FittedModel FitLabeled(Featurizer features, float regularization) =>
            Fit(
                features,
                [.. read.Select(headline => (headline.Text, SoftTargets.OfLabels(headline, labels), headline.Weight))],
                regularization,
                TopicTrainer.Description
            );
        if (recipe.Encodings is not { } encodings)
        {
            return FitLabeled(featurizer, LabeledRegularization);
        }

        var words = FitLabeled(
            new Featurizer(recipe.Features with { VectorSize = 0 }, null),
            TopicTeacher.WordRegularization
        );
        progress.Report("learning from encodings");
        var teacher = TopicTeacher.Fit(words, read, labels, encodings, recipe.Seed);
        progress.Report($"answering for {encodings.Titles.Count} titles");
        return Fit(
            featurizer,
            new Distillation(teacher, encodings, labels).Rows(set, read),
            Distillation.Regularization,
            Distillation.Description
        );
    }
}
