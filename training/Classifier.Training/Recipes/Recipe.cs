using System.Reflection;
using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Clickbait;
using Classifier.Training.Recipes.Teaching;
using Classifier.Training.Recipes.Topic;
using Microsoft.ML;

namespace Classifier.Training.Recipes;

/// <summary>Defines how a calibrated model is fitted to labeled headlines. Training writes the model to a folder; evaluation
/// scores held-out headlines with it.</summary>
/// <param name="Task"><see cref="ModelBundle.TopicTask"/> or <see cref="ModelBundle.ClickbaitTask"/>.</param>
/// <param name="Vectors">The word vectors; <see langword="null"/> for none.</param>
/// <param name="Seed">The random seed. The same headlines, vectors, and seed produce the same model.</param>
public sealed record Recipe(string Task, WordVectors? Vectors, int Seed)
{
    /// <summary>The maximum number of headlines for which the model is refitted with the held-out ones included. With more,
    /// an additional tenth changes little and takes as long as the first fit.</summary>
    private const int MaxHeadlinesToRefit = 300_000;

    /// <summary>Gets the accurate model's answers for titles, to train on them as well; <see langword="null"/> for
    /// none.</summary>
    internal TeacherAnswers? Answers { get; init; }

    /// <summary>Gets the n-gram settings. Vector and cue settings follow from the task and the vectors.</summary>
    internal FeatureSettings Features { get; init; } = new() { HashBits = 17 };

    /// <summary>Gets the factor by which the default L2 regularization is multiplied.</summary>
    internal float Regularization { get; init; } = 1;

    /// <summary>Gets a value indicating whether the model is only evaluated on held-out headlines, so that it is not refitted
    /// with them.</summary>
    internal bool IsTrial { get; init; }

    /// <summary>Determines whether a headline has a label for the task.</summary>
    public bool IsUsable(LabeledHeadline headline) =>
        Task == ModelBundle.TopicTask ? headline.Topic is not null : headline.Bait is not null;

    /// <summary>Fits a model, and calibrates and evaluates it on held-out headlines.</summary>
    /// <param name="set">The training set.</param>
    /// <param name="progress">Receives the current step.</param>
    /// <exception cref="TrainingDataException">The data is not sufficient.</exception>
    internal FittedModel Fit(TrainingSet set, IProgress<string> progress) =>
        Task == ModelBundle.TopicTask ? TopicRecipe.Fit(this, set, progress) : ClickbaitRecipe.Fit(this, set, progress);

    /// <summary>Creates the manifest as far as it is known before the model is written.</summary>
    internal ModelManifest CreateManifest(
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

    /// <summary>Creates the featurizer of the model. Both tasks weight words in the same way, so that serving looks up the rows of
    /// a headline once for both.</summary>
    /// <param name="cues"><see langword="true"/> to include the clickbait cues.</param>
    internal Featurizer CreateFeaturizer(bool cues) =>
        new(
            Features with
            {
                VectorSize = Vectors?.Size ?? 0,
                WeighByRarity = Vectors is not null,
                Cues = cues,
            },
            Vectors
        );

    /// <summary>Determines whether an evaluated model is refitted on all headlines, including the held-out ones.</summary>
    /// <param name="learning">The training set of the first fit.</param>
    internal bool ShouldRefit(TrainingSet learning) => !IsTrial && learning.Headlines.Count <= MaxHeadlinesToRefit;

    internal static TrainingDataException TooFewHeadlines(TrainingSet set) =>
        new(
            $"{set.Headlines.Count} headlines are too few to train on some and evaluate on others; provide at least a hundred."
        );
}
