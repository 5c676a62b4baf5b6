using Classifier.Models;
using Classifier.Training.Data;

namespace Classifier.Training.Lifecycle.Thresholds;

/// <summary>Tunes the thresholds of a model that is there to a precision, on headlines that it has not seen.</summary>
public static class ThresholdTuning
{
    /// <summary>The clickbait bands that can be tuned, mildest first: a band is right for headlines of its grade and above.</summary>
    public static IReadOnlyList<string> Bands { get; } = ["slight", "considerable", "heavy"];

    /// <summary>Finds the thresholds of topics.</summary>
    /// <param name="folder">The folder of a topic model.</param>
    /// <param name="data">Files of labeled headlines; of one with a column split only the test rows are used.</param>
    /// <param name="topics">The labels to tune; none for all.</param>
    /// <param name="precision">The share of headlines named with a topic for which it must be right.</param>
    /// <returns>What was found by label; null where too few headlines get a topic to tell.</returns>
    /// <exception cref="ModelException">The model cannot be read, is none of topics, or does not know a topic.</exception>
    /// <exception cref="TrainingDataException">The data cannot be used.</exception>
    public static IReadOnlyDictionary<string, TunedThreshold?> Topics(
        string folder,
        IReadOnlyList<string> data,
        IReadOnlyList<string> topics,
        double precision
    )
    {
        var model = Read(folder, ModelBundle.TopicTask);
        var labels = model.Manifest.Labels;
        var unknown = topics.FirstOrDefault(topic => !labels.Contains(topic));
        if (unknown is not null)
        {
            throw new ModelException(
                $"The model in {folder} has no topic {unknown}; it has: {string.Join(", ", labels)}."
            );
        }

        var rows = Rows(data, row => row.Topic is not null);
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
    /// <param name="data">Files of graded headlines; of one with a column split only the test rows are used.</param>
    /// <param name="band">One of <see cref="Bands"/>.</param>
    /// <param name="precision">The share of headlines in the band or above for which that must be right.</param>
    /// <returns>What was found; null where too few headlines score high enough to tell.</returns>
    /// <exception cref="ModelException">The model cannot be read or is none of clickbait.</exception>
    /// <exception cref="TrainingDataException">The data cannot be used.</exception>
    public static TunedThreshold? Band(string folder, IReadOnlyList<string> data, string band, double precision)
    {
        var model = Read(folder, ModelBundle.ClickbaitTask);
        var rows = Rows(data, row => row.Bait is not null);
        var grade = 1 + Bands.Index().First(entry => entry.Item == band).Index;
        return ThresholdSearch.Find(
            [.. model.Predict([.. rows.Select(row => row.Text)]).Select(row => row[0])],
            [.. rows.Select(row => row.Bait >= grade)],
            precision
        );
    }

    /// <summary>Writes topics' thresholds into the manifest; the others stay.</summary>
    public static ModelManifest SetTopics(string folder, IReadOnlyDictionary<string, double> thresholds) =>
        ModelWriter.Change(
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

    /// <summary>Writes a band's threshold into the manifest.</summary>
    /// <exception cref="ModelException">The bands would not rise any more; nothing was changed.</exception>
    public static ModelManifest SetBand(string folder, string band, double threshold) =>
        ModelWriter.Change(
            folder,
            manifest =>
            {
                var bands = manifest.Bands ?? throw new ModelException($"The model in {folder} has no bands.");
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
                        $"The bands would begin at {bands.Slight:0.###}, {bands.Considerable:0.###} and {bands.Heavy:0.###}, "
                            + "but must rise; tune the neighboring band first."
                    );
            }
        );

    private static ModelBundle Read(string folder, string task)
    {
        var model = ModelBundle.Read(folder);
        return model.Manifest.Task == task
            ? model
            : throw new ModelException($"{folder} holds a {model.Manifest.Task} model, not one of {task}.");
    }

    private static List<LabeledHeadline> Rows(IReadOnlyList<string> data, Func<LabeledHeadline, bool> isUsable)
    {
        List<LabeledHeadline> rows =
        [
            .. data.Select(LabeledFile.Read)
                .SelectMany(file => file.Any(row => row.IsTest) ? file.Where(row => row.IsTest) : file)
                .Where(isUsable),
        ];
        return rows.Count > 0
            ? rows
            : throw new TrainingDataException($"{string.Join(", ", data)}: no row has a label of this kind.");
    }
}
