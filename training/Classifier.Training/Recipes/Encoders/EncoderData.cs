using Classifier.Deduplication;
using Classifier.Models;
using Classifier.Text;
using Classifier.Training.Data;

namespace Classifier.Training.Recipes.Encoders;

/// <summary>Represents the labeled headlines of a training run: those of each task are read, deduplicated, and held out as they are
/// for fast models.</summary>
internal sealed class EncoderData
{
    private readonly TaskHeadlines? _topic;
    private readonly TaskHeadlines? _clickbait;

    private EncoderData(
        TaskHeadlines? topic,
        TaskHeadlines? clickbait,
        IReadOnlyList<TrainingFile> files,
        IReadOnlyList<string> notices
    )
    {
        (_topic, _clickbait, Files, Notices) = (topic, clickbait, files, notices);
        Labels = topic
            ?.Set.Headlines.SelectMany(row => row.Headline.Topics)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        var held = new[] { topic, clickbait }
            .OfType<TaskHeadlines>()
            .SelectMany(task => task.Learning.ExcludedStories)
            .ToHashSet();
        Learning = Join(task =>
            task.Learning.Headlines.Where(row => !held.Contains(row.Story)).Select(row => row.Headline)
        );
        Validation = Join(task => task.Held);
        Measured = MarksHeldOut ? Join(task => task.Measured) : Validation;
    }

    /// <summary>Gets the labels of the topics; null if the data has none to learn.</summary>
    public IReadOnlyList<string>? Labels { get; }

    /// <summary>Gets a value indicating whether the data has clickbait grades to learn.</summary>
    public bool HasGrades => _clickbait is not null;

    /// <summary>Gets the headlines to learn.</summary>
    public IReadOnlyList<LabeledHeadline> Learning { get; }

    /// <summary>Gets the texts of headlines to learn that do not tell their topic.</summary>
    public IReadOnlyList<string> WithoutTopic => _topic?.Set.WithoutTopic ?? [];

    /// <summary>Gets the headlines that were held out of <see cref="Learning"/> at random, by which the best epoch is chosen, and to
    /// which calibration and bands are fitted.</summary>
    public IReadOnlyList<LabeledHeadline> Validation { get; }

    /// <summary>Gets a value indicating whether the data marks headlines as held out.</summary>
    public bool MarksHeldOut => new[] { _topic, _clickbait }.Any(task => task?.Set.HeldOut.Count > 0);

    /// <summary>Gets the headlines on which the metrics are measured: those that the data marks as held out or, if it marks none,
    /// those of <see cref="Validation"/>.</summary>
    public IReadOnlyList<LabeledHeadline> Measured { get; }

    /// <summary>Gets the files, each with the number of headlines used.</summary>
    public IReadOnlyList<TrainingFile> Files { get; }

    /// <summary>Gets what was decided about the data.</summary>
    public IReadOnlyList<string> Notices { get; }

    /// <summary>Reads files.</summary>
    /// <param name="inputs">The files.</param>
    /// <param name="map">Maps labels to topics; null to use labels as they are.</param>
    /// <exception cref="TrainingDataException">A file cannot be read, or the data is not sufficient.</exception>
    public static EncoderData Read(IReadOnlyList<LabeledInput> inputs, LabelMap? map)
    {
        var any = TrainingSet.Read(inputs, row => row.Topic is not null || row.Bait is not null, map);
        var topic = ReadTask(row => row.Topic is not null);
        var clickbait = ReadTask(row => row.Bait is not null);
        TrainingSet[] used = [.. new[] { topic, clickbait }.Where(IsSufficient)];
        if (used.Length == 0)
        {
            throw new TrainingDataException(
                $"{Format(topic)} with a topic and {Format(clickbait)} with a clickbait grade are too few to fine-tune an encoder; provide at least {EncoderRun.MinHeadlines} of one kind. classifier train topic and classifier train clickbait need only a hundred."
            );
        }

        return new EncoderData(
            IsSufficient(topic) ? TaskHeadlines.Create(ModelBundle.TopicTask, topic) : null,
            IsSufficient(clickbait) ? TaskHeadlines.Create(ModelBundle.ClickbaitTask, clickbait) : null,
            [.. any.Files.Select((file, i) => file with { Rows = used.Append(any).Max(set => set.Files[i].Rows) })],
            [
                .. any.Notices,
                .. new[] { (Set: topic, Label: "a topic"), (Set: clickbait, Label: "a clickbait grade") }
                    .Where(task => task.Set.Headlines.Count > 0 && !IsSufficient(task.Set))
                    .Select(task =>
                        $"Only {Format(task.Set)} with {task.Label} can be learned, fewer than {EncoderRun.MinHeadlines}; these labels are not used."
                    ),
            ]
        );

        TrainingSet ReadTask(Func<LabeledHeadline, bool> isUsable) =>
            TaskHeadlines.ChooseLabels(TrainingSet.ReadUsable(inputs, isUsable, map));
        static bool IsSufficient(TrainingSet set) => set.Headlines.Count >= EncoderRun.MinHeadlines;
        static string Format(TrainingSet set) => Plural.Format(set.Headlines.Count, "headline");
    }

    /// <summary>Describes on which headlines the metrics are measured.</summary>
    public IEnumerable<string> DescribeMeasured()
    {
        foreach (var task in new[] { _topic, _clickbait }.OfType<TaskHeadlines>())
        {
            var rows = Plural.Format(task.Measured.Count, "headline");
            yield return task.Set.HeldOut.Count > 0
                ? $"The metrics of {task.Task} are measured on {rows} that the data marks as held out."
                : $"The metrics of {task.Task} are measured on {rows} held out of training at random, by which the best epoch was chosen.";
            foreach (var caution in Evaluation.SampleCaution.Describe(task.Task, task.Measured))
            {
                yield return caution;
            }
        }
    }

    /// <summary>Joins the headlines of both tasks. A row that both tasks use is one headline; labels of a task that is not learned are
    /// removed.</summary>
    private List<LabeledHeadline> Join(Func<TaskHeadlines, IEnumerable<LabeledHeadline>> select)
    {
        var workspace = new TokenizedHeadline();
        var joined = new OrderedDictionary<ulong, LabeledHeadline>();
        foreach (var headline in _topic is null ? [] : select(_topic))
        {
            joined.TryAdd(HeadlineKey.Compute(headline.Text, workspace), headline with { Bait = null });
        }

        foreach (var headline in _clickbait is null ? [] : select(_clickbait))
        {
            var story = HeadlineKey.Compute(headline.Text, workspace);
            joined[story] = joined.TryGetValue(story, out var other)
                ? other with
                {
                    Bait = headline.Bait,
                }
                : headline with
                {
                    Topic = null,
                    SecondTopic = null,
                    OtherTopics = [],
                    HasNoTopic = false,
                };
        }

        return [.. joined.Values];
    }

    /// <summary>Represents the headlines of a task.</summary>
    /// <param name="Task">The task.</param>
    /// <param name="Set">All headlines.</param>
    /// <param name="Learning">The headlines that are not held out.</param>
    /// <param name="Held">The headlines that are held out at random.</param>
    private sealed record TaskHeadlines(
        string Task,
        TrainingSet Set,
        TrainingSet Learning,
        IReadOnlyList<LabeledHeadline> Held
    )
    {
        public IReadOnlyList<LabeledHeadline> Measured => Set.HeldOut.Count > 0 ? Set.HeldOut : Held;

        /// <summary>Returns the headlines labeled by a reader, or all if there are none.</summary>
        public static TrainingSet ChooseLabels(TrainingSet set)
        {
            var read = set.Headlines.Where(row => row.Headline.Origin == LabelOrigin.Reader).ToList();
            return read.Count == 0 ? set : set with { Headlines = read };
        }

        /// <summary>Holds out a tenth.</summary>
        public static TaskHeadlines Create(string task, TrainingSet set)
        {
            var (learning, held) = set.SplitOff(0);
            Check(task, [.. learning.Headlines.Select(row => row.Headline)], "to learn");
            Check(task, held, "held out for calibration");
            return new TaskHeadlines(task, set, learning, held);
        }

        private static void Check(string task, IReadOnlyList<LabeledHeadline> headlines, string purpose)
        {
            var kinds =
                task == ModelBundle.TopicTask
                    ? headlines.SelectMany(headline => headline.Topics).Distinct().Count()
                    : headlines.Select(headline => headline.Bait >= 2).Distinct().Count();
            if (kinds < 2)
            {
                throw new TrainingDataException(
                    task == ModelBundle.TopicTask
                        ? $"The {Plural.Format(headlines.Count, "headline")} {purpose} have fewer than two topics; at least two are required."
                        : $"The {Plural.Format(headlines.Count, "headline")} {purpose} are only bait or only news; both are required."
                );
            }
        }
    }
}
