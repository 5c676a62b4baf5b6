using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Reports;
using Classifier.Training.Lifecycle;
using Classifier.Training.Recipes.Teaching;

namespace Classifier.Training.Recipes;

/// <summary>One training from files to a checked model folder.</summary>
/// <param name="Data">The files of labeled headlines.</param>
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

    /// <summary>The most bytes that the model's zip and word vectors may take; null for any number.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Where to write a page that measures the model on the stories held out; null for none.</summary>
    public string? Report { get; init; }

    /// <summary>Trains a topic model.</summary>
    /// <param name="progress">Is told what is going on.</param>
    /// <exception cref="TrainingDataException">The data cannot be used.</exception>
    /// <exception cref="ModelException">The model cannot be written.</exception>
    public ModelManifest TrainTopic(IProgress<string> progress) => Train(ModelBundle.TopicTask, progress);

    /// <summary>Trains a clickbait model.</summary>
    /// <inheritdoc cref="TrainTopic"/>
    public ModelManifest TrainClickbait(IProgress<string> progress) => Train(ModelBundle.ClickbaitTask, progress);

    /// <summary>Writes the model of a recipe, or of a smaller one that fits into <see cref="MaxBytes"/>.</summary>
    internal ModelManifest Write(Recipe recipe, TrainingSet set, IProgress<string> progress)
    {
        var smallest = 0L;
        foreach (var step in MaxBytes is { } most ? SizeBudget.Fitting(recipe, LabelsOf(set), most) : [recipe])
        {
            var fitted = step.Fit(set, progress);
            if (MaxBytes is not null && (smallest = ModelWriter.Measure(fitted)) > MaxBytes)
            {
                progress.Report($"{smallest / 1e6:0.00} MB are too large, trying a smaller model");
                continue;
            }

            progress.Report("writing and checking the model");
            var version = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(Output)));
            var manifest = ModelWriter.Write(
                Output,
                fitted.Context,
                fitted.Model,
                fitted.View,
                fitted.Featurizer,
                fitted.Manifest with
                {
                    Version = version,
                },
                ModelCard.Write
            );
            if (Report is not null)
            {
                progress.Report("measuring on the stories that are held out");
                AtomicFile.Write(
                    Report,
                    HtmlEvaluation.Write(
                        HeldOutReport.Of(
                            $"{recipe.Task} model {version} on stories held out of its training",
                            fitted,
                            set
                        )
                    ) + "\n"
                );
            }

            return manifest;
        }

        throw new ModelException($"The smallest model takes {smallest / 1e6:0.00} MB; allow as much.");
    }

    internal Recipe RecipeOf(string task) => new(task, Vectors, Seed) { Encodings = Encodings };

    internal TrainingSet Read(Recipe recipe, IProgress<string> progress)
    {
        ModelWriter.Check(Output);
        progress.Report($"reading {Data.Count} files");
        return TrainingSet.Read(Data, recipe.IsUsable, Labels, Feedback);
    }

    private ModelManifest Train(string task, IProgress<string> progress)
    {
        var recipe = RecipeOf(task);
        return Write(recipe, Read(recipe, progress), progress);
    }

    private static int LabelsOf(TrainingSet set) =>
        Math.Max(1, set.Headlines.SelectMany(row => row.Headline.Topics).Distinct().Count());
}
