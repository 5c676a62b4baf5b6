using System.Reflection;
using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Clickbait;
using Classifier.Training.Recipes.Teaching;
using Classifier.Training.Recipes.Topic;
using Microsoft.ML;

namespace Classifier.Training.Recipes;

/// <summary>How labeled headlines become a calibrated model. Training and evaluation share it: training writes what it
/// gives into a folder, evaluation scores with it the headlines that were left out.</summary>
/// <param name="Task"><see cref="ModelBundle.TopicTask"/> or <see cref="ModelBundle.ClickbaitTask"/>.</param>
/// <param name="Vectors">The word vectors; null for none.</param>
/// <param name="Seed">The same headlines, vectors and seed give the same model.</param>
public sealed record Recipe(string Task, WordVectors? Vectors, int Seed)
{
    /// <summary>With more headlines than this, those that were held out are not learned from in a second fit: a tenth more
    /// changes little then, and costs as long as the first fit.</summary>
    private const int MostForSecondFit = 300_000;

    /// <summary>Encodings of labeled headlines and other titles, for a teacher to learn and to answer from; null for none.</summary>
    public Encodings? Encodings { get; init; }

    /// <summary>The n-grams of the features; vectors and cues follow from the task and the vectors.</summary>
    public FeatureSettings Features { get; init; } = new() { HashBits = 17 };

    /// <summary>How much more strongly than usual weights are drawn to zero; 1 for as usual.</summary>
    public float Regularization { get; init; } = 1;

    /// <summary>Whether the model is only measured, on headlines that it did not learn from; then it is not fitted once more
    /// with them.</summary>
    public bool IsTrial { get; init; }

    /// <summary>Whether a headline has the label that the task learns.</summary>
    public bool IsUsable(LabeledHeadline headline) =>
        Task == ModelBundle.TopicTask ? headline.Topic is not null : headline.Bait is not null;

    /// <summary>Fits a model, and calibrates and measures it on a part of the set that a first fit leaves out.</summary>
    /// <param name="set">All that may be learned from.</param>
    /// <param name="progress">Is told what is going on.</param>
    /// <exception cref="TrainingDataException">The data do not suffice.</exception>
    public FittedModel Fit(TrainingSet set, IProgress<string> progress) =>
        Task == ModelBundle.TopicTask ? TopicRecipe.Fit(this, set, progress) : ClickbaitRecipe.Fit(this, set, progress);

    /// <summary>What a manifest can say before its model is written.</summary>
    internal ModelManifest Manifest(
        IReadOnlyList<string> labels,
        Featurizer featurizer,
        TrainingSet set,
        IEnumerable<KeyValuePair<string, double>> metrics,
        string trainer
    ) =>
        new()
        {
            Task = Task,
            Version = "",
            Sha256 = "",
            Labels = labels,
            Features = featurizer.Settings,
            Calibration = new ModelCalibration(1, 0),
            Probes = [],
            Metrics = metrics.Where(metric => double.IsFinite(metric.Value)).ToDictionary(),
            TrainingFiles = set.Files,
            Seed = Seed,
            Trainer = trainer,
            MicrosoftMLVersion = typeof(MLContext)
                .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
                .InformationalVersion.Split('+')[0],
        };

    /// <summary>The featurizer of the model. Words count alike in both tasks, so that a headline's rows are weighed and fetched once
    /// for both.</summary>
    /// <param name="cues">Whether the clickbait cues are among the features.</param>
    internal Featurizer NewFeaturizer(bool cues) =>
        new(
            Features with
            {
                VectorSize = Vectors?.Size ?? 0,
                WeighByRarity = Vectors is not null,
                Cues = cues,
            },
            Vectors
        );

    /// <summary>Whether a model that was measured is fitted once more, on the headlines that it was measured on as well.</summary>
    /// <param name="learning">What the first fit learned from.</param>
    internal bool IsFittedTwice(TrainingSet learning) => !IsTrial && learning.Headlines.Count <= MostForSecondFit;

    internal static TrainingDataException TooFew(TrainingSet set) =>
        new(
            $"{set.Headlines.Count} headlines are too few to learn from some and to measure on others; give a hundred or more."
        );
}
