using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Teaching;

namespace Classifier.Training;

/// <summary>One training from files to a checked model folder.</summary>
/// <param name="Data">The files of labelled headlines.</param>
/// <param name="Output">The model's folder, whose name becomes its version.</param>
/// <param name="Vectors">The word vectors; null for none.</param>
/// <param name="Seed">The seed: the same files, vectors and seed give the same bytes.</param>
public sealed record TrainingRun(IReadOnlyList<string> Data, string Output, WordVectors? Vectors, int Seed)
{
    /// <summary>Joins the data's labels to topics; null to take labels as they are.</summary>
    public LabelMap? Labels { get; init; }

    /// <summary>Encodings for a teacher, see <see cref="Recipe.Encodings"/>; null for none.</summary>
    public Encodings? Encodings { get; init; }

    /// <summary>Corrections to learn from as well; null for none.</summary>
    public FeedbackHeadlines? Feedback { get; init; }

    /// <summary>Trains a topic model.</summary>
    /// <param name="progress">Is told what is going on.</param>
    /// <exception cref="TrainingDataException">The data cannot be used.</exception>
    /// <exception cref="ModelException">The model cannot be written.</exception>
    public ModelManifest TrainTopic(IProgress<string> progress) => Train(ModelBundle.TopicTask, progress);

    /// <summary>Trains a clickbait model.</summary>
    /// <inheritdoc cref="TrainTopic"/>
    public ModelManifest TrainClickbait(IProgress<string> progress) => Train(ModelBundle.ClickbaitTask, progress);

    private ModelManifest Train(string task, IProgress<string> progress)
    {
        ModelWriter.Check(Output);
        progress.Report($"reading {Data.Count} files");
        var recipe = new Recipe(task, Vectors, Seed) { Encodings = Encodings };
        var fitted = recipe.Fit(TrainingSet.Read(Data, recipe.IsUsable, Labels, Feedback), progress);
        progress.Report("writing and checking the model");
        var version = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Output)));
        return ModelWriter.Write(Output, fitted.Context, fitted.Model, fitted.View, fitted.Featurizer,
            fitted.Manifest with { Version = version }, ModelCard.Write);
    }
}
