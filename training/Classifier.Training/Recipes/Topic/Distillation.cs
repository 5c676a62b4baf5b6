using Classifier.Deduplication;
using Classifier.Text;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Teaching;

namespace Classifier.Training.Recipes.Topic;

/// <summary>Creates the training rows of a distilled model: unlabeled titles with the predictions of a teacher, and labeled
/// headlines.</summary>
internal sealed class Distillation(TopicTeacher teacher, Encodings encodings, IReadOnlyList<string> labels)
{
    /// <summary>The description of the trainer in the manifest.</summary>
    public const string Description =
        "distilled: "
        + TopicTrainer.Description
        + ", learns from the answers of a teacher (geometric mean "
        + "of one such model of words and LbfgsMaximumEntropy on sentence encodings, both of the labelled headlines) for "
        + "unlabelled titles, and from the labelled headlines";

    /// <summary>The L2 regularization of a distilled model, tuned on held-out headlines.</summary>
    public const float Regularization = 0.4f;

    /// <summary>The share of a feed's category in the target of its title. The rest is the teacher's prediction.</summary>
    private const float FeedShare = 0.2f;

    /// <summary>The share of the teacher's prediction in the target of a labeled headline, which adds second topics.</summary>
    private const float TeacherShare = 0.5f;

    /// <summary>The weight of a labeled headline relative to an unlabeled title.</summary>
    private const float LabeledWeight = 3;

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

        var titles = Enumerable
            .Range(0, encodings.Titles.Count)
            .Select(place =>
                (
                    Place: place,
                    Text: encodings.Titles[place],
                    Story: HeadlineKey.Compute(encodings.Titles[place], workspace)
                )
            )
            .Where(title => !known.Contains(title.Story))
            .ToList();
        var answers = teacher.Predict(
            [.. titles.Select(title => title.Text)],
            titles.Select(title => encodings.Get(title.Place))
        );
        var rows = titles
            .Select((title, i) => (title.Text, GetTarget(answers[i], feeds.GetValueOrDefault(title.Story)), 1f))
            .ToList();

        var labeled = read.Select(headline => (Headline: headline, Encoding: encodings.Find(headline.Text))).ToList();
        var encoded = labeled.Where(row => row.Encoding is not null).ToList();
        var taught = teacher.Predict(
            [.. encoded.Select(row => row.Headline.Text)],
            encoded.Select(row => row.Encoding!)
        );
        rows.AddRange(
            encoded.Select(
                (row, i) =>
                    CreateLabeledRow(
                        row.Headline,
                        SoftTargets.Mix(GetLabelTarget(row.Headline), taught[i], TeacherShare)
                    )
            )
        );
        rows.AddRange(
            labeled
                .Where(row => row.Encoding is null)
                .Select(row => CreateLabeledRow(row.Headline, GetLabelTarget(row.Headline)))
        );
        return rows;
    }

    private static (string Text, float[] Target, float Weight) CreateLabeledRow(
        LabeledHeadline headline,
        float[] target
    ) => (headline.Text, target, LabeledWeight * headline.Weight);

    private float[] GetLabelTarget(LabeledHeadline headline) => SoftTargets.FromLabels(headline, labels);

    private float[] GetTarget(float[] answer, LabeledHeadline? feed) =>
        feed is null ? answer : SoftTargets.Mix(answer, GetLabelTarget(feed), FeedShare * Math.Min(1, feed.Weight));
}
