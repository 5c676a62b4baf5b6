using System.Text.Json.Serialization;
using Classifier.Lifecycle;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Predictions;

namespace Classifier.Training.Lifecycle.Comparing;

/// <summary>Represents the comparison of a new model with an old one on the same headlines.</summary>
/// <param name="Record">The figures and the verdict.</param>
/// <param name="Labels">The differences of the labels, largest loss first.</param>
/// <param name="Flips">The headlines with different predictions, in order of decreasing confidence of the new model.</param>
/// <param name="OldThroughput">The headlines per second that the old model scores.</param>
/// <param name="NewThroughput">The headlines per second that the new model scores.</param>
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
        + (Record.Passed ? "satisfied. NEW is no worse than OLD." : $"failed. {string.Join(' ', Record.Problems)}");

    /// <summary>Compares two models. Nothing is written to their folders.</summary>
    /// <param name="old">The old model.</param>
    /// <param name="new">The new model.</param>
    /// <param name="data">Files of labeled headlines. Of a file with test rows, only these are used.</param>
    /// <param name="rules">The rules that the new model must satisfy; empty for <see cref="ComparisonRule.Default"/>.</param>
    /// <param name="seed">The random seed of the bootstrap.</param>
    /// <param name="map">Maps labels of the data to topics; <see langword="null"/> to use labels as they are.</param>
    /// <exception cref="ModelException">The models have different tasks.</exception>
    /// <exception cref="TrainingDataException">The data cannot be read or has no labels of the task.</exception>
    public static ModelComparison Run(
        ComparableModel old,
        ComparableModel @new,
        IReadOnlyList<LabeledInput> data,
        IReadOnlyList<ComparisonRule> rules,
        int seed,
        LabelMap? map = null
    )
    {
        var task = @new.Model.Task;
        if (old.Model.Task != task)
        {
            throw new ModelException(
                $"Models of different tasks cannot be compared: {old.Folder} contains a {old.Model.Task} model, "
                    + $"{@new.Folder} a {task} model."
            );
        }

        var rows = EvaluationRows.Read(task, data, map, [.. old.Model.Labels.Union(@new.Model.Labels)]);
        var measured =
            task == ModelBundle.TopicTask
                ? PairedMeasurement.OfTopics(old.Model, @new.Model, rows.Headlines, seed)
                : PairedMeasurement.OfClickbait(old.Model, @new.Model, rows.Headlines, seed);
        rules = rules.Count > 0 ? rules : [ComparisonRule.Default(task)];
        var evidence = SampleEvidence.Of(task, rows.Headlines);
        var figures = evidence.Widen(measured.Figures);
        List<string> problems =
        [
            .. rows.GetTrainingFiles(@new.Model.TrainingFiles).Select(name => $"NEW was trained on {name}."),
        ];
        if (!rules.All(rule => evidence.Satisfies(rule, figures)))
        {
            problems.Add(evidence.Shortage ?? "NEW is not shown to be as good as OLD.");
        }

        var (oldThroughput, newThroughput) = Throughput.Measure(
            old.Model,
            @new.Model,
            rows.Headlines.Select(row => row.Text)
        );
        var record = new ComparisonRecord(
            task,
            old.Identity,
            @new.Identity,
            [.. rows.Files.Select(file => file.File)],
            rows.Headlines.Count,
            seed,
            figures,
            [.. rules.Select(rule => rule.ToString())],
            problems.Count == 0
        )
        {
            Problems = problems,
        };
        return new ModelComparison(
            record,
            measured.Labels,
            [
                .. measured
                    .Flips.OrderByDescending(flip => flip.NewScore)
                    .ThenBy(flip => flip.Headline, StringComparer.Ordinal),
            ],
            oldThroughput,
            newThroughput,
            [.. GetWarnings(old.Model, @new.Model, rows), .. GetEarlierFailures(record, old, @new)]
        );
    }

    private static IEnumerable<string> GetWarnings(EvaluatedModel old, EvaluatedModel @new, EvaluationRows rows)
    {
        foreach (var (name, model) in new[] { ("OLD", old), ("NEW", @new) })
        {
            foreach (var file in rows.GetTrainingFiles(model.TrainingFiles))
            {
                yield return $"{name} was trained on {file}"
                    + $"{(name == "NEW" ? ", so it cannot pass" : "")}. Compare on other headlines.";
            }
        }

        if (!old.Labels.SequenceEqual(@new.Labels))
        {
            yield return "The models have different labels; each predicts its own labels only.";
        }

        foreach (var notice in rows.Notices.Concat(SampleCaution.Describe(old.Task, rows.Headlines)))
        {
            yield return notice;
        }
    }

    /// <summary>Describes failed comparisons of the same models on other data or with other rules, which a pass does not make up
    /// for.</summary>
    private static IEnumerable<string> GetEarlierFailures(
        ComparisonRecord record,
        ComparableModel old,
        ComparableModel @new
    ) =>
        ComparisonHistory
            .Read(@new.Folder)
            .GetCurrent(old.Manifest, @new.Manifest)
            .Where(earlier =>
                !earlier.Passed
                && earlier.Task == record.Task
                && ComparisonHistory.GetKey(earlier) != ComparisonHistory.GetKey(record)
            )
            .Select(earlier => $"An earlier comparison of these models {earlier.Summary}.");
}
