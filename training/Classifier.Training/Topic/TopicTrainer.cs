using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Fitting;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace Classifier.Training.Topic;

/// <summary>Fits a topic model: one multiclass maximum-entropy model of all features, by stochastic dual coordinate ascent
/// (Shalev-Shwartz and Zhang 2013) on one thread, so that the same data and seed give the same model.</summary>
public sealed class TopicTrainer(Featurizer featurizer, int seed, IProgress<string> progress)
{
    /// <summary>What the model card says of the trainer.</summary>
    public const string Description = "SdcaMaximumEntropy, 1 thread";

    /// <summary>How many rows are looked at in all: few rows more often, many rows less often.</summary>
    private const int Looks = 6_000_000;

    /// <summary>Fits a model.</summary>
    /// <param name="headlines">The headlines, each with its target: the probabilities of all labels.</param>
    /// <param name="labels">How many labels there are.</param>
    /// <param name="regularization">The weight of the squared norm (L2) beside the sum of the rows' losses.</param>
    /// <returns>The model and the context that it lives in.</returns>
    public (MLContext Context, ITransformer Model, IDataView View) Fit(
        IReadOnlyList<(string Text, float[] Target, float Weight)> headlines, int labels, float regularization)
    {
        var context = new MLContext(seed);
        progress.Report($"featurising {headlines.Count} headlines");
        var features = FeaturizedHeadlines.Of([.. headlines.Select(headline => headline.Text)], featurizer, [text => text], progress);
        List<TrainingExample> examples = [.. headlines.SelectMany((headline, i) => SoftTargets.Rows(headline.Target)
            .Select(row => new TrainingExample(i, 0, (uint)row.Label, false, row.Share * headline.Weight)))];

        progress.Report($"fitting {labels} topics on {examples.Count} rows");
        var passes = Math.Clamp(Looks / examples.Count, 3, 30);
        var view = TrainingRows.View(context, features, examples, labels, passes, progress);
        var trainer = context.MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = nameof(ModelRow.Label),
            FeatureColumnName = nameof(ModelRow.Features),
            ExampleWeightColumnName = nameof(ModelRow.Weight),
            L1Regularization = 0,
            L2Regularization = regularization / examples.Count,
            MaximumNumberOfIterations = passes,
            ConvergenceTolerance = 1e-4f,
            BiasLearningRate = 0.1f,
            NumberOfThreads = 1,
        });
        return (context, TrainingRows.Fit(trainer, view, progress), view);
    }
}
