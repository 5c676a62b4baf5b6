using Classifier.Models;
using Classifier.Taxonomy;
using Classifier.Training.Data;

namespace Classifier.Training.Evaluation;

/// <summary>Represents the rows of labeled files on which models of a task are measured: the held-out rows of files that mark
/// some, and all rows of other files.</summary>
/// <param name="Headlines">The headlines with a label of the task.</param>
/// <param name="Files">The files.</param>
/// <param name="Notices">What was changed about the labels, and which labels no model knows.</param>
internal sealed record EvaluationRows(
    IReadOnlyList<LabeledHeadline> Headlines,
    IReadOnlyList<EvaluationFile> Files,
    IReadOnlyList<string> Notices
)
{
    private const int MaxLabels = 10;

    /// <summary>Reads the rows of files.</summary>
    /// <param name="task">The task.</param>
    /// <param name="inputs">The files.</param>
    /// <param name="map">Maps labels to topics; null to use labels as they are.</param>
    /// <param name="modelLabels">The labels of all models that are measured.</param>
    /// <exception cref="TrainingDataException">A file cannot be read, no row has a label of the task, or no model knows any of
    /// the labels.</exception>
    public static EvaluationRows Read(
        string task,
        IReadOnlyList<LabeledInput> inputs,
        LabelMap? map,
        IReadOnlyCollection<string> modelLabels
    )
    {
        var isTopic = task == ModelBundle.TopicTask;
        var notices = new List<string>();
        var read = inputs
            .Select(input =>
                LabeledFile.Read(input, map, notice => notices.Add($"{Path.GetFileName(input.Path)}: {notice.Message}"))
            )
            .ToList();
        var normalizer = LabelNormalizer.Create(read.SelectMany(rows => rows), modelLabels);
        var files = new List<EvaluationFile>();
        var headlines = new List<LabeledHeadline>();
        foreach (var (index, rows) in read.Index())
        {
            var hasHeldOut = rows.Any(row => row.IsTest);
            List<LabeledHeadline> usable =
            [
                .. rows.Where(row => !hasHeldOut || row.IsTest)
                    .Select(normalizer.Apply)
                    .OfType<LabeledHeadline>()
                    .Where(row => isTopic ? row.Topic is not null : row.Bait is not null),
            ];
            files.Add(new EvaluationFile(inputs[index].Describe(usable.Count), hasHeldOut));
            headlines.AddRange(usable);
        }

        if (isTopic)
        {
            notices.AddRange(normalizer.Changes.Select(change => change.ToString()));
        }

        var names = string.Join(", ", inputs);
        if (headlines.Count == 0)
        {
            throw new TrainingDataException(
                $"{names}: no row has a {(isTopic ? "topic" : "clickbait label")}.{string.Concat(notices.Select(notice => $" {notice}"))}"
            );
        }

        if (isTopic)
        {
            var unknown = headlines
                .Where(row =>
                    !row.Topics.Append(row.SecondTopic).Any(topic => topic is not null && modelLabels.Contains(topic))
                )
                .CountBy(row => row.Topic!)
                .OrderByDescending(label => label.Value)
                .ToList();
            var count = unknown.Sum(label => label.Value);
            var labels = List(unknown.Select(label => label.Key));
            if (count == headlines.Count)
            {
                throw new TrainingDataException(
                    $"{names}: no label of the data is a label of the model. The data has: {labels}. "
                        + $"The model has: {List(modelLabels)}. Use --labels-map to map labels, or another model."
                );
            }

            if (count > 0)
            {
                notices.Add(
                    $"{count:N0} of {Plural.Format(headlines.Count, "headline")} {(count == 1 ? "has" : "have")} a label that the model does not have and cannot "
                        + $"predict: {labels}."
                );
            }
        }

        return new EvaluationRows(headlines, files, notices);
    }

    /// <summary>Returns the names of the files that are among those on which a model was trained. Held-out rows of a file were not used for
    /// training.</summary>
    public IReadOnlyList<string> GetTrainingFiles(IReadOnlyList<TrainingFile> trainingFiles) =>
        [
            .. Files
                .Where(file => !file.HasHeldOutRows && trainingFiles.Any(trained => trained.Sha256 == file.File.Sha256))
                .Select(file => file.File.Name),
        ];

    /// <summary>Returns a sentence for each file on which a model was trained.</summary>
    /// <param name="trainingFiles">The files on which the model was trained.</param>
    /// <param name="consequence">What follows for what is measured, as a clause.</param>
    public IEnumerable<string> WarnOfTrainingFiles(IReadOnlyList<TrainingFile> trainingFiles, string consequence) =>
        GetTrainingFiles(trainingFiles)
            .Select(name => $"The model was trained on {name}, so {consequence}. Use other headlines.");

    private static string List(IEnumerable<string> labels)
    {
        string[] names = [.. labels.Select(label => $"“{IptcTopics.Describe(label)}”")];
        return string.Join(", ", names.Take(MaxLabels))
            + (names.Length > MaxLabels ? $" and {names.Length - MaxLabels} more" : "");
    }
}
