using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;

namespace Classifier.Training.Topic;

/// <summary>From labelled headlines to a calibrated topic model.</summary>
internal static class TopicRecipe
{
    /// <summary>Fits, see <see cref="Recipe.Fit"/>.</summary>
    public static FittedModel Fit(Recipe recipe, TrainingSet set, IProgress<string> progress)
    {
        string[] labels = [.. set.Headlines.SelectMany(row => row.Headline.Topics).Distinct().Order(StringComparer.Ordinal)];
        if (labels.Length < 2)
            throw new TrainingDataException($"There is only one topic in the data, {labels[0]}; at least two are needed.");
        var vectors = recipe.Vectors;
        var featurizer = new Featurizer(
            new FeatureSettings { HashBits = 17, VectorSize = vectors?.Size ?? 0, WeighByRarity = vectors is not null }, vectors);
        var trainer = new TopicTrainer(featurizer, recipe.Seed, progress);
        var (learning, held) = set.SplitOff(0);
        if (held.Count == 0 || learning.Headlines.Count == 0)
            throw Recipe.TooFew(set);

        progress.Report($"measuring on {held.Count} headlines that are held out");
        var (context, model, view) = trainer.Fit(Texts(learning), labels);
        var draft = new FittedModel(context, model, view, featurizer,
            recipe.Manifest(labels, featurizer, set, [], TopicTrainer.Description));
        var raw = draft.ToBundle().Predict([.. held.Select(headline => headline.Text)], calibrated: false);
        var right = held.Select(headline => Array.IndexOf(labels, headline.Topic)).ToArray();
        var temperature = TopicCalibration.Temperature(raw, right);
        var calibrated = raw.Select(row => TopicCalibration.Apply(row, temperature)).ToArray();
        var report = Metrics.Topics([.. calibrated.Select(row => labels[row.IndexOf(row.Max())])], [.. held.Select(h => h.Topic!)]);
        var metrics = new Dictionary<string, double>
        {
            ["held_out_headlines"] = report.Headlines,
            ["accuracy"] = report.Accuracy,
            ["macro_f1"] = report.MacroF1,
            ["baseline_accuracy"] = report.MajorityBaseline,
            ["log_loss"] = TopicCalibration.LogLoss(calibrated, right),
        };
        foreach (var label in report.Labels)
            metrics[$"f1 {label.Label}"] = label.F1;

        progress.Report("fitting on all headlines");
        (context, model, view) = trainer.Fit(Texts(set), labels);
        return new FittedModel(context, model, view, featurizer,
            recipe.Manifest(labels, featurizer, set, metrics, TopicTrainer.Description) with
            {
                Calibration = new ModelCalibration(1 / temperature, 0),
                MinScore = TopicCalibration.MinScore(calibrated, right),
            });
    }

    private static List<LabelledHeadline> Texts(TrainingSet set) => [.. set.Headlines.Select(row => row.Headline)];
}
