using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Figures;
using Classifier.Training.Evaluation.Reports;
using Classifier.Training.Lifecycle;
using Classifier.Training.Recipes.Teaching;

namespace Classifier.Training.Recipes;

/// <summary>Trains a model from files and writes it to a folder.</summary>
/// <param name="Data">The files of labeled headlines.</param>
/// <param name="Output">The model folder, whose name becomes the version of the model.</param>
/// <param name="Vectors">The word vectors; <see langword="null"/> for none.</param>
/// <param name="Seed">The random seed. The same files, vectors, and seed produce the same bytes.</param>
public sealed record TrainingRun(IReadOnlyList<LabeledInput> Data, string Output, WordVectors? Vectors, int Seed)
{
    private const int MaxHeadlinesForIntervals = 2_000;

    /// <summary>Gets the map from labels to topics; <see langword="null"/> to use labels as they are.</summary>
    public LabelMap? Labels { get; init; }

    /// <summary>Gets the accurate model's answers, see <see cref="Recipe.Answers"/>; <see langword="null"/> for none.</summary>
    public TeacherAnswers? Answers { get; init; }

    /// <summary>Gets additional corrections to train on; <see langword="null"/> for none.</summary>
    public FeedbackHeadlines? Feedback { get; init; }

    /// <summary>Gets the maximum size of the zip and word vectors in bytes; <see langword="null"/> for no limit.</summary>
    public long? MaxBytes { get; init; }

    /// <summary>Gets the path of an HTML report on the held-out headlines; <see langword="null"/> for none.</summary>
    public string? Report { get; init; }

    /// <summary>Gets a callback that receives what was decided about the data, and on which rows the metrics are measured;
    /// <see langword="null"/> for none.</summary>
    public Action<string>? Notify { get; init; }

    /// <summary>Trains a topic model.</summary>
    /// <param name="progress">Receives the current step.</param>
    /// <exception cref="TrainingDataException">The data cannot be used.</exception>
    /// <exception cref="ModelException">The model cannot be written.</exception>
    public ModelManifest TrainTopic(IProgress<string> progress) => Train(ModelBundle.TopicTask, progress);

    /// <summary>Trains a clickbait model.</summary>
    /// <inheritdoc cref="TrainTopic"/>
    public ModelManifest TrainClickbait(IProgress<string> progress) => Train(ModelBundle.ClickbaitTask, progress);

    /// <summary>Fits and writes the model of a recipe, or of a smaller one that does not exceed <see cref="MaxBytes"/>.</summary>
    internal (ModelManifest Manifest, FittedModel Fitted) Write(
        Recipe recipe,
        TrainingSet set,
        IProgress<string> progress
    )
    {
        var smallest = 0L;
        foreach (var step in MaxBytes is { } most ? SizeBudget.GetCandidates(recipe, CountLabels(set), most) : [recipe])
        {
            var fitted = step.Fit(set, progress);
            if (MaxBytes is not null && (smallest = ModelWriter.MeasureSize(fitted)) > MaxBytes)
            {
                progress.Report($"{smallest / 1e6:0.00} MB exceed the limit, trying a smaller model");
                continue;
            }

            progress.Report("writing and checking the model");
            var manifest = fitted.Write(Output);
            if (Report is not null)
            {
                progress.Report("evaluating on held-out headlines");
                AtomicFile.Write(
                    Report,
                    HtmlEvaluation.Write(
                        HeldOutEvaluation.Evaluate(
                            $"{recipe.Task} model {manifest.Version} on stories held out of its training",
                            fitted,
                            set
                        )
                    ) + "\n"
                );
            }

            NotifyAboutMetrics(recipe.Task, fitted, set);
            return (manifest, fitted);
        }

        throw new ModelException($"The smallest model takes {smallest / 1e6:0.00} MB; raise the size limit.");
    }

    internal Recipe CreateRecipe(string task) => new(task, Vectors, Seed) { Answers = Answers };

    internal TrainingSet ReadData(Recipe recipe, IProgress<string> progress)
    {
        ModelWriter.EnsureWritable(Output);
        progress.Report($"reading {Plural.Format(Data.Count, "file")}");
        var set = TrainingSet.Read(Data, recipe.IsUsable, Labels, Feedback);
        foreach (var notice in set.Notices)
        {
            Notify?.Invoke(notice);
        }

        return set;
    }

    private ModelManifest Train(string task, IProgress<string> progress)
    {
        var recipe = CreateRecipe(task);
        return Write(recipe, ReadData(recipe, progress), progress).Manifest;
    }

    private void NotifyAboutMetrics(string task, FittedModel fitted, TrainingSet set)
    {
        if (Notify is null || fitted.HeldOut is not { } heldOut)
        {
            return;
        }

        var rows = Plural.Format(heldOut.Headlines.Count, "headline");
        Notify(
            set.HeldOut.Count > 0
                ? $"The metrics are measured on {rows} that the data marks as held out."
                : $"The metrics are measured on {rows} held out of training at random, by a model that was not trained on them."
        );
        var cautions = SampleCaution.Describe(task, heldOut.Headlines);
        foreach (var caution in cautions)
        {
            Notify(caution);
        }

        if (cautions.Count > 0 && heldOut.Headlines.Count <= MaxHeadlinesForIntervals)
        {
            Notify(
                "95 % intervals: "
                    + string.Join(", ", HeldOutEvaluation.MeasureFigures(heldOut).Select(FigureText.FormatWithName))
            );
        }
    }

    private static int CountLabels(TrainingSet set) =>
        Math.Max(1, set.Headlines.SelectMany(row => row.Headline.Topics).Distinct().Count());
}
