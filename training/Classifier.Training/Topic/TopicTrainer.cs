using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace Classifier.Training.Topic;

/// <summary>Fits a topic model: one multiclass maximum-entropy model of all features, by L-BFGS (Liu and Nocedal 1989) on one
/// thread, so that the same data and seed give the same model.</summary>
public sealed class TopicTrainer(Featurizer featurizer, int seed, IProgress<string> progress)
{
    /// <summary>What the model card says of the trainer.</summary>
    public const string Description = "LbfgsMaximumEntropy, L2 1, at most 100 passes, 1 thread; where there are headlines that were "
        + "labelled one by one, of these alone";

    /// <summary>Fits a model.</summary>
    /// <param name="headlines">Headlines with topics.</param>
    /// <param name="labels">All labels, in the order of the scores.</param>
    /// <returns>The model and the context that it lives in.</returns>
    public (MLContext Context, ITransformer Model, IDataView View) Fit(
        IReadOnlyList<LabelledHeadline> headlines, IReadOnlyList<string> labels)
    {
        var context = new MLContext(seed);
        var chosen = Choose(headlines);
        progress.Report($"featurising {chosen.Count} headlines");
        var rows = ModelRows.Of([.. chosen.Select(headline => headline.Text)], featurizer);
        var numbers = labels.Select((label, number) => (label, number)).ToDictionary(pair => pair.label, pair => (uint)pair.number);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i].Label = numbers[chosen[i].Topic!];
            rows[i].Weight = chosen[i].Weight;
        }

        progress.Report($"fitting {labels.Count} topics");
        var view = context.Data.LoadFromEnumerable(rows, ModelRow.Schema(featurizer.Length, 0, labels.Count));
        var trainer = context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = nameof(ModelRow.Label),
            FeatureColumnName = nameof(ModelRow.Features),
            ExampleWeightColumnName = nameof(ModelRow.Weight),
            L1Regularization = 0,
            L2Regularization = 1,
            OptimizationTolerance = 1e-5f,
            HistorySize = 10,
            MaximumNumberOfIterations = 100,
            NumberOfThreads = 1,
        });
        return (context, trainer.Fit(view), view);
    }

    /// <summary>A feed's category is a coarse and biased label: beside headlines that were labelled one by one, feeds made
    /// every mixture that was tried worse, so they are learnt from only where there is nothing else.</summary>
    private static List<LabelledHeadline> Choose(IReadOnlyList<LabelledHeadline> headlines)
    {
        var read = headlines.Where(headline => headline.Origin == LabelOrigin.Reader).ToList();
        return [.. (read.Count > 0 ? read : headlines).SelectMany(headline => headline.PerTopic())];
    }
}
