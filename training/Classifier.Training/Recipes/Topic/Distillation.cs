using Classifier.Deduplication;
using Classifier.Text;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Teaching;

namespace Classifier.Training.Recipes.Topic;

/// <summary>What a fast model learns from: a teacher's answers for titles that nobody read, and labelled headlines.</summary>
internal sealed class Distillation(TopicTeacher teacher, Encodings encodings, IReadOnlyList<string> labels)
{
    /// <summary>What the model card says of it.</summary>
    public const string Description =
        "distilled: "
        + TopicTrainer.Description
        + ", learns from the answers of a teacher (geometric mean "
        + "of one such model of words and LbfgsMaximumEntropy on sentence encodings, both of the labelled headlines) for "
        + "unlabelled titles, and from the labelled headlines";

    /// <summary>The regularization of a distilled model; chosen by what it gave on headlines held out.</summary>
    public const float Regularization = 0.4f;

    /// <summary>The share of a feed's category in the target of its title; the rest is the teacher's answer.</summary>
    private const float FeedShare = 0.2f;

    /// <summary>The share of the teacher's answer in the target of a labelled headline, which tells of second topics.</summary>
    private const float TeacherShare = 0.5f;

    /// <summary>How much a labelled headline counts beside a title.</summary>
    private const float LabeledWeight = 3;

    /// <summary>The rows to learn from. Titles that are set apart, for testing or measuring, are not among them.</summary>
    /// <param name="set">What may be learnt from; feeds tell their categories.</param>
    /// <param name="read">The headlines that someone labelled.</param>
    public List<(string Text, float[] Target, float Weight)> Rows(TrainingSet set, IReadOnlyList<LabeledHeadline> read)
    {
        var workspace = new TokenizedHeadline();
        var known = read.Select(headline => HeadlineKey.Compute(headline.Text, workspace)).ToHashSet();
        known.UnionWith(set.SetApart);
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
        var answers = teacher.Answer(
            [.. titles.Select(title => title.Text)],
            titles.Select(title => encodings.At(title.Place))
        );
        var rows = titles
            .Select((title, i) => (title.Text, Target(answers[i], feeds.GetValueOrDefault(title.Story)), 1f))
            .ToList();

        var labelled = read.Select(headline => (Headline: headline, Encoding: encodings.Of(headline.Text))).ToList();
        var encoded = labelled.Where(row => row.Encoding is not null).ToList();
        var taught = teacher.Answer(
            [.. encoded.Select(row => row.Headline.Text)],
            encoded.Select(row => row.Encoding!)
        );
        rows.AddRange(
            encoded.Select(
                (row, i) => Labelled(row.Headline, SoftTargets.Mix(Own(row.Headline), taught[i], TeacherShare))
            )
        );
        rows.AddRange(
            labelled.Where(row => row.Encoding is null).Select(row => Labelled(row.Headline, Own(row.Headline)))
        );
        return rows;
    }

    private static (string Text, float[] Target, float Weight) Labelled(LabeledHeadline headline, float[] target) =>
        (headline.Text, target, LabeledWeight * headline.Weight);

    private float[] Own(LabeledHeadline headline) => SoftTargets.OfLabels(headline, labels);

    private float[] Target(float[] answer, LabeledHeadline? feed) =>
        feed is null ? answer : SoftTargets.Mix(answer, Own(feed), FeedShare * Math.Min(1, feed.Weight));
}
