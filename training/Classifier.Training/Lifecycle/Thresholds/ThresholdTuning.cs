using Classifier.Models;
using Classifier.Taxonomy;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;

namespace Classifier.Training.Lifecycle.Thresholds;

/// <summary>Tunes the thresholds of an existing model to a target precision on labeled headlines.</summary>
public static class ThresholdTuning
{
    /// <summary>Gets the clickbait bands that can be tuned, mildest first. A band is correct for headlines of its grade and above.</summary>
    public static IReadOnlyList<string> Bands { get; } = ["slight", "considerable", "heavy"];

    /// <summary>Finds thresholds for topics.</summary>
    /// <param name="folder">The folder of a topic model.</param>
    /// <param name="data">Files of labeled headlines. Of a file with test rows, only these are used.</param>
    /// <param name="topics">The topics to tune; empty for all.</param>
    /// <param name="precision">The target precision of each topic, 0 to 1.</param>
    /// <param name="warn">Receives reasons why the thresholds may not hold for other headlines; null to ignore them.</param>
    /// <returns>The threshold of each topic; null for a topic that too few headlines get.</returns>
    /// <exception cref="ModelException">The model cannot be read, is not a topic model, or does not have a requested topic.</exception>
    /// <exception cref="TrainingDataException">The data cannot be read or has no labels of the task.</exception>
    public static IReadOnlyDictionary<string, TunedThreshold?> TuneTopics(
        string folder,
        IReadOnlyList<LabeledInput> data,
        IReadOnlyList<string> topics,
        double precision,
        Action<string>? warn = null
    )
    {
        var model = ReadModel(folder, ModelBundle.TopicTask);
        var labels = model.Manifest.Labels;
        topics =
        [
            .. topics
                .Select(topic =>
                    IptcVocabulary.FindLabel(topic, labels)
                    ?? throw new ModelException(
                        $"The model in {folder} has no topic “{topic}”. Its topics are: {string.Join("; ", labels.Select(IptcTopics.Describe))}."
                    )
                )
                .Distinct(),
        ];

        var rows = ReadRows(model, data, warn);
        var scores = model.Predict([.. rows.Select(row => row.Text)]);
        return (topics.Count > 0 ? topics : labels).ToDictionary(
            topic => topic,
            topic =>
            {
                var label = labels.Index().First(entry => entry.Item == topic).Index;
                return ThresholdSearch.Find(
                    [.. scores.Select(row => row[label])],
                    [.. rows.Select(row => row.Topic == topic || row.SecondTopic == topic)],
                    precision
                );
            }
        );
    }

    /// <summary>Finds the threshold of a clickbait band.</summary>
    /// <param name="folder">The folder of a clickbait model.</param>
    /// <param name="data">Files of graded headlines. Of a file with test rows, only these are used.</param>
    /// <param name="band">One of <see cref="Bands"/>.</param>
    /// <param name="precision">The target precision of the band and those above, 0 to 1.</param>
    /// <param name="warn">Receives reasons why the threshold may not hold for other headlines; null to ignore them.</param>
    /// <returns>The threshold; null if too few headlines reach any threshold.</returns>
    /// <exception cref="ModelException">The model cannot be read or is not a clickbait model.</exception>
    /// <exception cref="TrainingDataException">The data cannot be read or has no labels of the task.</exception>
    public static TunedThreshold? TuneBand(
        string folder,
        IReadOnlyList<LabeledInput> data,
        string band,
        double precision,
        Action<string>? warn = null
    )
    {
        var model = ReadModel(folder, ModelBundle.ClickbaitTask);
        var rows = ReadRows(model, data, warn);
        var grade = 1 + Bands.Index().First(entry => entry.Item == band).Index;
        return ThresholdSearch.Find(
            [.. model.Predict([.. rows.Select(row => row.Text)]).Select(row => row[0])],
            [.. rows.Select(row => row.Bait >= grade)],
            precision
        );
    }

    /// <summary>Writes thresholds of topics to the manifest. Those of other topics are kept.</summary>
    public static ModelManifest SetTopics(string folder, IReadOnlyDictionary<string, double> thresholds) =>
        ModelWriter.UpdateManifest(
            folder,
            manifest =>
                manifest with
                {
                    TopicMinScores = manifest
                        .Labels.Where(label =>
                            thresholds.ContainsKey(label) || manifest.TopicMinScores?.ContainsKey(label) == true
                        )
                        .ToDictionary(
                            label => label,
                            label =>
                                thresholds.TryGetValue(label, out var found) ? found : manifest.TopicMinScores![label]
                        ),
                }
        );

    /// <summary>Writes the threshold of a band to the manifest.</summary>
    /// <exception cref="ModelException">The thresholds of the bands would no longer be increasing. Nothing was changed.</exception>
    public static ModelManifest SetBand(string folder, string band, double threshold) =>
        ModelWriter.UpdateManifest(
            folder,
            manifest =>
            {
                var bands =
                    manifest.Bands ?? throw new ModelException($"The model in {folder} has no clickbait bands.");
                bands = band switch
                {
                    "slight" => bands with { Slight = threshold },
                    "considerable" => bands with { Considerable = threshold },
                    _ => bands with { Heavy = threshold },
                };
                return bands.Slight < bands.Considerable && bands.Considerable < bands.Heavy
                    ? manifest with
                    {
                        Bands = bands,
                    }
                    : throw new ModelException(
                        $"The thresholds of the bands must increase, but would be {bands.Slight:0.###} (slight), "
                            + $"{bands.Considerable:0.###} (considerable) and {bands.Heavy:0.###} (heavy). Tune the neighboring band first."
                    );
            }
        );

    private static IReadOnlyList<LabeledHeadline> ReadRows(
        ModelBundle model,
        IReadOnlyList<LabeledInput> data,
        Action<string>? warn
    )
    {
        var manifest = model.Manifest;
        var rows = EvaluationRows.Read(manifest.Task, data, null, [.. manifest.Labels]);
        foreach (
            var warning in rows.WarnOfTrainingFiles(
                    manifest.TrainingFiles,
                    "its scores are higher there than on other headlines and the precision will not be reached"
                )
                .Concat(rows.Notices)
                .Concat(SampleCaution.Describe(manifest.Task, rows.Headlines))
        )
        {
            warn?.Invoke(warning);
        }

        return rows.Headlines;
    }

    private static ModelBundle ReadModel(string folder, string task)
    {
        var model = ModelBundle.Read(folder);
        return model.Manifest.Task == task
            ? model
            : throw new ModelException($"{folder} contains a {model.Manifest.Task} model; expected a {task} model.");
    }
}
