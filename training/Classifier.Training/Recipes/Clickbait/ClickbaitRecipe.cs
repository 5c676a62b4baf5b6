using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Recipes.Clickbait;

/// <summary>Fits a calibrated clickbait model to labeled headlines.</summary>
internal static class ClickbaitRecipe
{
    /// <summary>Fits a model, see <see cref="Recipe.Fit"/>.</summary>
    public static FittedModel Fit(Recipe recipe, TrainingSet set, IProgress<string> progress)
    {
        if (!HasBoth(Texts(set)))
        {
            throw new TrainingDataException("The data contains only bait or only news; both are required.");
        }

        var featurizer = recipe.CreateFeaturizer(cues: true);
        var trainer = new ClickbaitTrainer(featurizer, recipe.Seed, progress, recipe.Regularization);
        var (most, held) = set.SplitOff(0);
        var (learning, stacking) = most.SplitOff(1);
        if (held.Count == 0 || !HasBoth(stacking) || !HasBoth(Texts(learning)))
        {
            throw Recipe.TooFewHeadlines(set);
        }

        string[] labels = [ModelBundle.ClickbaitTask];
        var learners = trainer.Fit(ClickbaitRow.CreateSoft(learning, recipe.Answers));
        var stack = trainer.FitStack(learners, ClickbaitRow.CreateHard(stacking));
        ModelManifest Manifest(IEnumerable<KeyValuePair<string, double>> metrics) =>
            recipe.CreateManifest(
                labels,
                featurizer,
                set,
                metrics,
                ClickbaitTrainer.Description
                    + (recipe.Answers is null ? "" : ", which also learn from the answers of a teacher")
            );
        FittedModel Model(ClickbaitTrainer.Learners fitted, ModelManifest manifest) =>
            new(fitted.Context, fitted.WithStack(stack), fitted.View, featurizer, manifest);
        var draft = Model(learners, Manifest([]));

        progress.Report($"evaluating on {Plural.Format(held.Count, "held-out headline")}");
        var scores = draft
            .ToBundle()
            .Predict([.. held.Select(headline => headline.Text)])
            .Select(row => row[0])
            .ToArray();
        var grades = held.Select(headline => headline.Bait!.Value).ToArray();
        var bands = BandSearch.Find(scores, grades);
        draft = draft with { Manifest = Manifest(Measure(scores, grades)) with { Bands = bands } };

        // Refit on all headlines, including the held-out ones with the best labels, and keep the stack fitted without them.
        var final = recipe.ShouldRefit(learning)
            ? Model(trainer.Fit(ClickbaitRow.CreateSoft(set, recipe.Answers)), draft.Manifest)
            : draft;
        var heldOut = new HeldOut(draft, held);

        // Trials are not measured on marked rows, so that these do not influence the choice of settings.
        if (set.HeldOut.Count > 0 && !recipe.IsTrial)
        {
            var marked = final.ToBundle().Predict([.. set.HeldOut.Select(headline => headline.Text)]);
            var metrics = Measure(
                [.. marked.Select(row => row[0])],
                [.. set.HeldOut.Select(headline => headline.Bait!.Value)]
            );
            final = final with { Manifest = Manifest(metrics) with { Bands = bands } };
            heldOut = new HeldOut(final, set.HeldOut);
        }

        return final with
        {
            HeldOut = heldOut,
            Validation = new Validation(Metrics.RocAuc(scores, [.. grades.Select(grade => grade >= 2)]), scores),
        };
    }

    private static Dictionary<string, double> Measure(IReadOnlyList<float> scores, IReadOnlyList<float> grades)
    {
        var report = Metrics.MeasureClickbait(scores, grades);
        return new Dictionary<string, double>
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
    }

    private static bool HasBoth(IReadOnlyList<LabeledHeadline> headlines) =>
        headlines.Any(headline => headline.Bait >= 2) && headlines.Any(headline => headline.Bait < 2);

    private static List<LabeledHeadline> Texts(TrainingSet set) => [.. set.Headlines.Select(row => row.Headline)];
}
