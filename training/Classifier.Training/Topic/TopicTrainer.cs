using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace Classifier.Training.Topic;

/// <summary>Fits a topic model: one multiclass maximum-entropy model of all features, by stochastic dual coordinate ascent
/// (Shalev-Shwartz and Zhang 2013) on one thread, so that the same data and seed give the same model.</summary>
public sealed class TopicTrainer(Featurizer featurizer, int seed, IProgress<string> progress)
{
    /// <summary>Headlines that were labelled by their source count this much beside those that someone read, where both
    /// are there.</summary>
    private const float SourceWeight = 0.05f;

    /// <summary>At most this many headlines a topic are taken from sources where others were read: a feed that prints
    /// mostly sport should not make sport probable.</summary>
    private const int SourceRowsPerTopic = 0;

    /// <summary>What the model card says of the trainer.</summary>
    public const string Description = "SdcaMaximumEntropy, L2 1e-4, 20 passes, 1 thread";

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
        var anyRead = chosen.Any(headline => headline.Origin == LabelOrigin.Reader);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i].Label = numbers[chosen[i].Topic!];
            rows[i].Weight = chosen[i].Weight * (anyRead && chosen[i].Origin == LabelOrigin.Source ? SourceWeight : 1);
        }

        progress.Report($"fitting {labels.Count} topics");
        var view = context.Data.LoadFromEnumerable(rows, ModelRow.Schema(featurizer.Length, 0, labels.Count));
        var trainer = context.MulticlassClassification.Trainers.SdcaMaximumEntropy(new SdcaMaximumEntropyMulticlassTrainer.Options
        {
            LabelColumnName = nameof(ModelRow.Label),
            FeatureColumnName = nameof(ModelRow.Features),
            ExampleWeightColumnName = nameof(ModelRow.Weight),
            L1Regularization = 0,
            L2Regularization = 1e-4f,
            MaximumNumberOfIterations = 20,
            ConvergenceTolerance = 0.01f,
            NumberOfThreads = 1,
        });
        return (context, trainer.Fit(view), view);
    }

    private List<LabelledHeadline> Choose(IReadOnlyList<LabelledHeadline> headlines)
    {
        if (headlines.All(headline => headline.Origin == LabelOrigin.Source))
            return [.. headlines];
        var random = new Random(seed);
        var order = Enumerable.Range(0, headlines.Count).ToArray();
        random.Shuffle(order);
        var taken = new Dictionary<string, int>(StringComparer.Ordinal);
        var chosen = new List<int>();
        foreach (var i in order)
        {
            var topic = headlines[i].Topic!;
            if (headlines[i].Origin == LabelOrigin.Reader)
            {
                chosen.Add(i);
            }
            else if (taken.GetValueOrDefault(topic) < SourceRowsPerTopic)
            {
                taken[topic] = taken.GetValueOrDefault(topic) + 1;
                chosen.Add(i);
            }
        }

        chosen.Sort();
        return [.. chosen.Select(i => headlines[i])];
    }
}
