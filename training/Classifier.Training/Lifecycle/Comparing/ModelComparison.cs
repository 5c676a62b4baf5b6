using System.Text.Json.Serialization;
using Classifier.Models;
using Classifier.Training.Data;

namespace Classifier.Training.Lifecycle.Comparing;

/// <summary>Represents the comparison of a new model with an old one on the same headlines.</summary>
/// <param name="Record">The figures and the verdict.</param>
/// <param name="Labels">The differences of the labels, largest loss first.</param>
/// <param name="Flips">The headlines with different predictions, in order of decreasing confidence of the new model.</param>
/// <param name="OldThroughput">The headlines per second that the old model scores on one core.</param>
/// <param name="NewThroughput">The headlines per second that the new model scores on one core.</param>
/// <param name="Warnings">The reasons why the comparison is less meaningful.</param>
public sealed record ModelComparison(
    ComparisonRecord Record,
    IReadOnlyList<LabelDifference> Labels,
    IReadOnlyList<FlippedHeadline> Flips,
    [property: JsonPropertyName("oldSpeed")] double OldThroughput,
    [property: JsonPropertyName("newSpeed")] double NewThroughput,
    IReadOnlyList<string> Warnings
)
{
    /// <summary>Gets the verdict in words.</summary>
    public string Verdict =>
        $"{string.Join(" and ", Record.Rules)}: "
        + (
            Record.Passed
                ? "satisfied. NEW is not worse than OLD."
                : "not satisfied on headlines that NEW was not trained on. NEW is not shown to be as good as OLD."
        );

    /// <summary>Compares two models. Nothing is written to their folders.</summary>
    /// <param name="oldFolder">The folder of the old model.</param>
    /// <param name="newFolder">The folder of the new model.</param>
    /// <param name="data">Files of labeled headlines. Of a file with test rows, only these are used.</param>
    /// <param name="rules">The rules that the new model must satisfy; empty for <see cref="ComparisonRule.Default"/>.</param>
    /// <param name="seed">The random seed of the bootstrap.</param>
    /// <exception cref="ModelException">A model cannot be read, or the models have different tasks.</exception>
    /// <exception cref="TrainingDataException">The data cannot be read or has no labels of the task.</exception>
    public static ModelComparison Run(
        string oldFolder,
        string newFolder,
        IReadOnlyList<string> data,
        IReadOnlyList<ComparisonRule> rules,
        int seed
    )
    {
        ModelBundle old = ModelBundle.Read(oldFolder),
            @new = ModelBundle.Read(newFolder);
        var task = @new.Manifest.Task;
        if (old.Manifest.Task != task)
        {
            throw new ModelException(
                $"Models of different tasks cannot be compared: {oldFolder} contains a {old.Manifest.Task} model, "
                    + $"{newFolder} a {task} model."
            );
        }

        var isTopic = task == ModelBundle.TopicTask;
        var files = data.Select(path =>
            {
                var read = LabeledFile.Read(path);
                var hasTest = read.Any(row => row.IsTest);
                var rows = read.Where(row =>
                        (!hasTest || row.IsTest) && (isTopic ? row.Topic is not null : row.Bait is not null)
                    )
                    .ToList();
                return (Rows: rows, File: LabeledFile.Describe(path, rows.Count), HasTest: hasTest);
            })
            .ToList();
        List<LabeledHeadline> rows = [.. files.SelectMany(file => file.Rows)];
        if (rows.Count == 0)
        {
            throw new TrainingDataException(
                $"{string.Join(", ", data)}: No row has a {(isTopic ? "topic" : "clickbait label")}."
            );
        }

        var measured = isTopic
            ? PairedMeasurement.OfTopics(old, @new, rows, seed)
            : PairedMeasurement.OfClickbait(old, @new, rows, seed);
        rules = rules.Count > 0 ? rules : [ComparisonRule.Default(task)];
        List<TrainingFile> filesWithoutTestRows = [.. files.Where(file => !file.HasTest).Select(file => file.File)];
        var (oldThroughput, newThroughput) = Throughput.Measure(old, @new, rows.Select(row => row.Text));
        return new ModelComparison(
            new ComparisonRecord(
                task,
                ComparedModel.Identify(oldFolder, old.Manifest),
                ComparedModel.Identify(newFolder, @new.Manifest),
                [.. files.Select(file => file.File)],
                rows.Count,
                seed,
                measured.Figures,
                [.. rules.Select(rule => rule.ToString())],
                rules.All(rule => rule.IsSatisfiedBy(measured.Figures))
                    && !filesWithoutTestRows.Exists(file => WasTrainedOn(@new, file))
            ),
            measured.Labels,
            [
                .. measured
                    .Flips.OrderByDescending(flip => flip.NewScore)
                    .ThenBy(flip => flip.Headline, StringComparer.Ordinal),
            ],
            oldThroughput,
            newThroughput,
            [.. GetWarnings(old, @new, filesWithoutTestRows)]
        );
    }

    private static IEnumerable<string> GetWarnings(
        ModelBundle old,
        ModelBundle @new,
        IEnumerable<TrainingFile> filesWithoutTestRows
    )
    {
        foreach (var file in filesWithoutTestRows)
        {
            foreach (var (name, model) in new[] { ("OLD", old), ("NEW", @new) })
            {
                if (WasTrainedOn(model, file))
                {
                    yield return $"{name} was trained on {file.Name}"
                        + $"{(name == "NEW" ? ", so it cannot pass" : "")}. Compare on other headlines.";
                }
            }
        }

        if (!old.Manifest.Labels.SequenceEqual(@new.Manifest.Labels))
        {
            yield return "The models have different labels; each predicts its own labels only.";
        }
    }

    private static bool WasTrainedOn(ModelBundle model, TrainingFile file) =>
        model.Manifest.TrainingFiles.Any(trained => trained.Sha256 == file.Sha256);
}
