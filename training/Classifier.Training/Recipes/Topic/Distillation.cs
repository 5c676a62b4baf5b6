using System.Runtime.InteropServices;
using Classifier.Deduplication;
using Classifier.Text;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Teaching;

namespace Classifier.Training.Recipes.Topic;

/// <summary>Creates the training rows of a distilled model: unlabeled titles with the predictions of a teacher, and labeled
/// headlines.</summary>
internal sealed class Distillation(TopicTeacher teacher, TeacherAnswers answers, IReadOnlyList<string> labels, int seed)
{
    /// <summary>The description of the trainer in the manifest.</summary>
    public const string Description =
        "distilled: "
        + TopicTrainer.Description
        + ", learns from the answers of a teacher (geometric mean of one such model of words and the fine-tuned encoder, both of "
        + "the labeled headlines) for unlabeled titles, and from the labeled headlines";

    /// <summary>The L2 regularization of a distilled model, tuned on held-out headlines.</summary>
    public const float Regularization = 0.4f;

    /// <summary>The share of a feed's category in the target of its title. The rest is the teacher's prediction.</summary>
    private const float FeedShare = 0.2f;

    /// <summary>The share of the teacher's prediction in the target of a labeled headline, which adds second topics.</summary>
    private const float TeacherShare = 0.5f;

    /// <summary>The weight of a labeled headline relative to an unlabeled title.</summary>
    private const float LabeledWeight = 3;

    /// <summary>The weight of a headline that does not tell its topic, relative to an unlabeled title.</summary>
    private const float NoTopicWeight = 20;

    /// <summary>Creates the training rows. Excludes titles that are reserved for testing or evaluation.</summary>
    /// <param name="set">The training set, including titles labeled with the category of their feed.</param>
    /// <param name="read">The headlines labeled by a reader.</param>
    public List<(string Text, float[] Target, float Weight)> CreateRows(
        TrainingSet set,
        IReadOnlyList<LabeledHeadline> read
    )
    {
        var workspace = new TokenizedHeadline();
        var known = read.Select(headline => HeadlineKey.Compute(headline.Text, workspace)).ToHashSet();
        known.UnionWith(set.ExcludedStories);
        var feeds = new Dictionary<ulong, LabeledHeadline>();
        foreach (var (headline, story) in set.Headlines)
        {
            if (headline.Origin == LabelOrigin.Source)
            {
                feeds.TryAdd(story, headline);
            }
        }

        var titles = answers
            .Titles.Select((text, row) => (Text: text, Row: row, Story: HeadlineKey.Compute(text, workspace)))
            .Where(title => !known.Contains(title.Story))
            .ToList();
        var predictions = teacher.Predict([.. titles.Select(title => title.Row)]);
        var rows = titles
            .Select((title, i) => (title.Text, GetTarget(predictions[i], feeds.GetValueOrDefault(title.Story)), 1f))
            .ToList();

        rows.AddRange(set.WithoutTopic.Select(text => (text, SoftTargets.FromNoTopic(labels.Count), NoTopicWeight)));
        // The trainer takes the rows in order, and a block of equal targets would pull all weights toward it.
        new Random(seed).Shuffle(CollectionsMarshal.AsSpan(rows));

        var answered = read.Select(headline => (Headline: headline, Row: answers.IndexOf(headline.Text))).ToList();
        var taught = teacher.Predict([.. answered.Select(row => row.Row).Where(row => row >= 0)]);
        var next = 0;
        // The labeled headlines come last, so that they have the last word in each pass of the trainer.
        foreach (var (headline, row) in answered)
        {
            var target = SoftTargets.FromLabels(headline, labels);
            rows.Add(
                (
                    headline.Text,
                    row >= 0 ? SoftTargets.Mix(target, taught[next++], TeacherShare) : target,
                    LabeledWeight * headline.Weight
                )
            );
        }

        return rows;
    }

    private float[] GetTarget(float[] answer, LabeledHeadline? feed) =>
        feed is null
            ? answer
            : SoftTargets.Mix(answer, SoftTargets.FromLabels(feed, labels), FeedShare * Math.Min(1, feed.Weight));
}
