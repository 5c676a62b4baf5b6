using Classifier.Deduplication;
using Classifier.Models;
using Classifier.Taxonomy;
using Classifier.Text;
using Classifier.Training.Data;
using Classifier.Training.Lifecycle;

namespace Classifier.Training.Recipes.Updating;

/// <summary>Builds a model on an existing one and writes it to a folder. The new model learns the corrections and otherwise keeps
/// the answers of the existing model.</summary>
/// <param name="Source">The folder of the existing model.</param>
/// <param name="Data">The files with labeled headlines.</param>
/// <param name="Output">The folder of the new model, whose name becomes its version.</param>
public sealed record ModelUpdate(string Source, IReadOnlyList<LabeledInput> Data, string Output)
{
    /// <summary>Gets the map from labels to topics. Applies to the data and to the labels of the existing model: a label that maps
    /// to another is renamed, and one that maps to nothing is dropped. <see langword="null"/> to keep all labels.</summary>
    public LabelMap? Labels { get; init; }

    /// <summary>Gets the labels that the data adds to those of the existing model.</summary>
    public IReadOnlyList<string> AddedLabels { get; init; } = [];

    /// <summary>Gets the corrections from a feedback store; <see langword="null"/> for none.</summary>
    public FeedbackHeadlines? Feedback { get; init; }

    /// <summary>Gets the headlines for which the new model should keep the answers of the existing one.</summary>
    public IReadOnlyList<string> Unlabeled { get; init; } = UnlabeledHeadlines.BuiltIn;

    /// <summary>Gets a callback that receives what was decided about the data; <see langword="null"/> for none.</summary>
    public Action<string>? Notify { get; init; }

    /// <summary>Builds and writes a model.</summary>
    /// <param name="task">The task of the model.</param>
    /// <param name="progress">Receives the current step.</param>
    /// <exception cref="TrainingDataException">The data cannot be used.</exception>
    /// <exception cref="ModelException">The existing model cannot be read, or the new one cannot be written.</exception>
    public ModelManifest Run(string task, IProgress<string> progress)
    {
        ModelWriter.EnsureWritable(Output);
        progress.Report($"reading {Source}");
        var source = BaseModel.Read(Source, task);
        progress.Report($"reading {Plural.Format(Data.Count, "file")}");
        var isTopic = task == ModelBundle.TopicTask;
        var set = TrainingSet.Read(
            Data,
            headline => isTopic ? headline.Topic is not null : headline.Bait is not null,
            Labels,
            Feedback,
            isTopic ? [.. source.Manifest.Labels.Select(MapLabel).OfType<string>(), .. GetAddedLabels()] : null
        );
        foreach (var notice in set.Notices)
        {
            Notify?.Invoke(notice);
        }

        var fitted = Fit(source, set, progress);
        progress.Report("writing and checking the model");
        return fitted.Write(Output);
    }

    /// <summary>Fits the new model without writing it.</summary>
    internal FittedModel Fit(BaseModel source, TrainingSet set, IProgress<string> progress)
    {
        if (set.Headlines.Any(row => row.Headline.Origin == LabelOrigin.Reader))
        {
            set = set with { Headlines = [.. set.Headlines.Where(row => row.Headline.Origin == LabelOrigin.Reader)] };
        }

        var workspace = new TokenizedHeadline();
        var corrected = set.Headlines.Select(row => row.Story).Concat(set.ExcludedStories).ToHashSet();
        string[] unlabeled = [.. Unlabeled.Where(text => !corrected.Contains(HeadlineKey.Compute(text, workspace)))];
        return source.Manifest.Task == ModelBundle.TopicTask
            ? TopicUpdate.Fit(source, ResolveLabels(source.Manifest, set), set, unlabeled, progress)
            : ClickbaitUpdate.Fit(source, set, unlabeled, progress);
    }

    private IEnumerable<string> GetAddedLabels() => AddedLabels.Select(Codebook.GetTopic).Distinct();

    /// <summary>Returns the new name of a label of the existing model; <see langword="null"/> if it is dropped.</summary>
    private string? MapLabel(string label)
    {
        var name = label;
        Labels?.TryMap(label, "", out name);
        return name;
    }

    private List<(string Label, int Source)> ResolveLabels(ModelManifest source, TrainingSet set)
    {
        var labels = new List<(string Label, int Source)>();
        for (var i = 0; i < source.Labels.Count; i++)
        {
            if (MapLabel(source.Labels[i]) is not { } name)
            {
                continue;
            }

            if (labels.Exists(label => label.Label == name))
            {
                throw new TrainingDataException(
                    $"Two labels of {Source} map to “{name}”; labels can be renamed or dropped, but not merged."
                );
            }

            labels.Add((name, i));
        }

        var counts = set.Headlines.SelectMany(row => row.Headline.Topics).CountBy(topic => topic).ToDictionary();
        foreach (var added in GetAddedLabels())
        {
            if (IptcVocabulary.FindLabel(added, [.. labels.Select(label => label.Label)]) is { } existing)
            {
                throw new TrainingDataException(
                    $"--add-label {added}: {Source} already has the label {IptcTopics.Describe(existing)}."
                );
            }

            if (!counts.ContainsKey(added))
            {
                throw new TrainingDataException($"--add-label {added}: no row of the data has this label.");
            }

            labels.Add((added, -1));
        }

        var unknown = counts.Where(count => !labels.Exists(label => label.Label == count.Key)).ToList();
        if (unknown.Count > 0)
        {
            throw new TrainingDataException(
                $"{Source} does not have the {(unknown.Count == 1 ? "label" : "labels")} "
                    + string.Join(
                        ", ",
                        unknown
                            .OrderBy(label => label.Key, StringComparer.Ordinal)
                            .Select(label =>
                                $"“{IptcTopics.Describe(label.Key)}” ({Plural.Format(label.Value, "row")})"
                            )
                    )
                    + "; add with --add-label, or map to a label of the model with --labels-map."
            );
        }

        if (labels.Count < 2)
        {
            throw new TrainingDataException("The labels map drops all labels but one; at least two are required.");
        }

        return labels;
    }
}
