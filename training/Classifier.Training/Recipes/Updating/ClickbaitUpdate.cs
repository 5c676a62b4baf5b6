using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Clickbait;
using Microsoft.ML;
using Microsoft.ML.Calibrators;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;
using Microsoft.ML.Trainers.FastTree;

namespace Classifier.Training.Recipes.Updating;

/// <summary>Builds a clickbait model on an existing one. Changes the weights of n-grams and word vectors; cues, trees, stack, and
/// bands stay the same.</summary>
internal static class ClickbaitUpdate
{
    /// <summary>Fits the new model.</summary>
    /// <param name="model">The existing model.</param>
    /// <param name="set">The corrections.</param>
    /// <param name="unlabeled">Headlines for which the new model should give the same answers.</param>
    /// <param name="progress">Receives the current step.</param>
    public static FittedModel Fit(
        BaseModel model,
        TrainingSet set,
        IReadOnlyList<string> unlabeled,
        IProgress<string> progress
    )
    {
        var featurizer = model.Bundle.Featurizer;
        var corrections = set.Headlines.Select(row => row.Headline).ToList();
        string[] texts = [.. corrections.Select(headline => headline.Text), .. unlabeled];
        progress.Report($"scoring {texts.Length} headlines with the existing model");
        var logits = model.Bundle.Predict(texts).Select(row => Logit(row[0])).ToArray();
        var threshold = Logit((float)(model.Manifest.Bands?.Considerable ?? 0.5));
        // Bait must score at least .5, as the band alone may begin at a low score.
        var problem = new UpdateProblem(
            UpdateProblem.CreateRows(texts, featurizer),
            featurizer,
            [logits],
            [
                [.. corrections.Select(headline => ClickbaitRow.GetSoftTarget(headline.Bait!.Value))],
            ],
            [.. corrections.Select(headline => headline.Weight)],
            (row, scores) => corrections[row].Bait >= 1.5f ? scores[0] >= Math.Max(threshold, 0) : scores[0] < threshold
        );
        progress.Report($"fitting to {corrections.Count} corrections");
        var changes = problem.Fit();
        progress.Report("cross-validating on the corrections");
        var metrics = new UpdateMetrics(problem, set, unlabeled.Count).Measure(
            changes,
            (before, after) => before[0] >= threshold == after[0] >= threshold
        );

        // The changes are in units of the stacked logit, to which the linear model contributes a share.
        var context = new MLContext(model.Manifest.Seed);
        context.ComponentCatalog.RegisterAssembly(typeof(FastTreeBinaryModelParameters).Assembly);
        ITransformer chain;
        using (var zip = model.OpenZip())
        {
            chain = context.Model.Load(zip, out _);
        }

        LinearWeights linear;
        float share;
        using (var zip = model.OpenZip())
        {
            (linear, _, var stack) = new ModelZip(zip).GetClickbaitParts();
            share = stack.Values[0];
        }

        var changed = changes[0];
        for (var feature = 0; feature < changed.Length; feature++)
        {
            changed[feature] = linear.Values[feature] + (changed[feature] / share);
        }

        var updated = FixedWeights.CreateBinary(context, changed, linear.Biases[0], featurizer.CueCount);
        return new FittedModel(
            context,
            ReplaceLinearModel(chain, updated),
            FixedWeights.CreateEmptyView(context, featurizer.Length, featurizer.CueCount),
            featurizer,
            model.CreateManifest(model.Manifest.Labels, set.Files, metrics)
        );
    }

    /// <summary>Replaces the first linear classifier of a chain; the second one is the stack.</summary>
    private static TransformerChain<ITransformer> ReplaceLinearModel(ITransformer chain, ITransformer updated)
    {
        var transformers = Flatten(chain).ToList();
        transformers[transformers.FindIndex(IsLinear)] = updated;
        return new TransformerChain<ITransformer>([.. transformers]);
    }

    private static IEnumerable<ITransformer> Flatten(ITransformer transformer) =>
        transformer is IEnumerable<ITransformer> chain ? chain.SelectMany(Flatten) : [transformer];

    private static bool IsLinear(ITransformer transformer) =>
        transformer
            is ISingleFeaturePredictionTransformer<object>
            {
                Model: LinearBinaryModelParameters
                    or CalibratedModelParametersBase<LinearBinaryModelParameters, PlattCalibrator>
            };

    private static float Logit(float probability)
    {
        var p = Math.Clamp(probability, 1e-6f, 1 - 1e-6f);
        return MathF.Log(p / (1 - p));
    }
}
