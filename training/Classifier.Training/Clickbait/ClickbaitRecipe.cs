using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;

namespace Classifier.Training.Clickbait;

/// <summary>From labelled headlines to a calibrated clickbait model.</summary>
internal static class ClickbaitRecipe
{
    /// <summary>Fits, see <see cref="Recipe.Fit"/>.</summary>
    public static FittedModel Fit(Recipe recipe, TrainingSet set, IProgress<string> progress)
    {
        if (!HasBoth(Texts(set)))
            throw new TrainingDataException("The data holds only bait or only news; both are needed.");
        var featurizer = new Featurizer(
            recipe.Features with { VectorSize = recipe.Vectors?.Size ?? 0, Cues = true }, recipe.Vectors);
        var trainer = new ClickbaitTrainer(featurizer, recipe.Seed, progress, recipe.Regularization);
        var (most, held) = set.SplitOff(0, 1);
        var (learning, stacking) = most.SplitOff(2, 3);
        if (held.Count == 0 || !HasBoth(stacking) || !HasBoth(Texts(learning)))
            throw Recipe.TooFew(set);
        string[] labels = [ModelBundle.ClickbaitTask];
        var (context, model, view) = trainer.Fit(Texts(learning), stacking);
        var draft = new FittedModel(context, model, view, featurizer,
            recipe.Manifest(labels, featurizer, set, [], ClickbaitTrainer.Description));

        progress.Report($"measuring on {held.Count} headlines that are held out");
        var scores = draft.ToBundle().Predict([.. held.Select(headline => headline.Text)]).Select(row => row[0]).ToArray();
        var grades = held.Select(headline => headline.Bait!.Value).ToArray();
        var report = Metrics.Clickbait(scores, grades);
        var metrics = new Dictionary<string, double>
        {
            ["held_out_headlines"] = report.Headlines,
            ["accuracy"] = report.Accuracy,
            ["precision"] = report.Precision,
            ["recall"] = report.Recall,
            ["f1"] = report.F1,
            ["roc_auc"] = report.RocAuc,
            ["spearman"] = report.Spearman,
            ["calibration_error"] = report.CalibrationError,
            ["baseline_accuracy"] = report.MajorityBaseline,
        };
        var final = draft with
        {
            Manifest = recipe.Manifest(labels, featurizer, set, metrics, ClickbaitTrainer.Description) with
            {
                Bands = BandSearch.Find(scores, grades),
            },
        };
        return final with { HeldOut = new HeldOut(final, held) };
    }

    private static bool HasBoth(IReadOnlyList<LabelledHeadline> headlines) =>
        headlines.Any(headline => headline.Bait >= 2) && headlines.Any(headline => headline.Bait < 2);

    private static List<LabelledHeadline> Texts(TrainingSet set) => [.. set.Headlines.Select(row => row.Headline)];
}
