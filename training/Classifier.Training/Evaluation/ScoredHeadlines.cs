using Classifier.Models;
using Classifier.Training.Data;

namespace Classifier.Training.Evaluation;

/// <summary>Labeled headlines and what a model that has not seen them says of them.</summary>
/// <param name="Task">The model's task.</param>
/// <param name="Labels">The model's labels, in the order of its scores; <c>clickbait</c> alone for that task.</param>
/// <param name="Headlines">The headlines.</param>
/// <param name="Scores">For each of <see cref="CasingVariant.All"/> and each headline the calibrated probabilities of the labels.</param>
public sealed record ScoredHeadlines(
    string Task,
    IReadOnlyList<string> Labels,
    IReadOnlyList<LabeledHeadline> Headlines,
    IReadOnlyList<IReadOnlyList<float[]>> Scores
)
{
    /// <summary>The scores of the headlines as they are.</summary>
    public IReadOnlyList<float[]> AsIs => Scores[0];

    /// <summary>Scores headlines.</summary>
    /// <param name="model">The model.</param>
    /// <param name="headlines">Headlines with labels of its task.</param>
    public static ScoredHeadlines Of(ModelBundle model, IReadOnlyList<LabeledHeadline> headlines) =>
        new(
            model.Manifest.Task,
            model.Manifest.Labels,
            headlines,
            [
                .. CasingVariant.All.Select(variant =>
                    model.Predict([.. headlines.Select(headline => variant.Apply(headline.Text))])
                ),
            ]
        );

    /// <summary>Joins what the models of several folds say; a label that a fold's model does not have gets 0 there.</summary>
    public static ScoredHeadlines Join(IReadOnlyList<ScoredHeadlines> parts)
    {
        string[] labels = [.. parts.SelectMany(part => part.Labels).Distinct().Order(StringComparer.Ordinal)];
        return new ScoredHeadlines(
            parts[0].Task,
            labels,
            [.. parts.SelectMany(part => part.Headlines)],
            [
                .. CasingVariant.All.Select(
                    (_, variant) => parts.SelectMany(part => Columns(part, variant, labels)).ToList()
                ),
            ]
        );
    }

    /// <summary>The headlines that meet a condition.</summary>
    public ScoredHeadlines Where(Func<LabeledHeadline, bool> condition)
    {
        int[] chosen = [.. Enumerable.Range(0, Headlines.Count).Where(i => condition(Headlines[i]))];
        return this with
        {
            Headlines = [.. chosen.Select(i => Headlines[i])],
            Scores = [.. Scores.Select(variant => chosen.Select(i => variant[i]).ToList())],
        };
    }

    /// <summary>The same scores among the labels that are right somewhere in the set, summing to one again: a set with seven
    /// coarse classes cannot say whether an eighth was right.</summary>
    public ScoredHeadlines AmongOwnLabels()
    {
        if (Task != ModelBundle.TopicTask)
        {
            return this;
        }

        var own = Headlines.SelectMany(headline => headline.Topics.Append(headline.SecondTopic)).ToHashSet();
        string[] labels = [.. Labels.Where(own.Contains)];
        return labels.Length == Labels.Count
            ? this
            : this with
            {
                Labels = labels,
                Scores =
                [
                    .. Scores.Select(
                        (_, variant) =>
                            Columns(this, variant, labels)
                                .Select(row =>
                                {
                                    var sum = row.Sum();
                                    return sum > 0 ? Array.ConvertAll(row, score => score / sum) : row;
                                })
                                .ToList()
                    ),
                ],
            };
    }

    private static IEnumerable<float[]> Columns(ScoredHeadlines scored, int variant, string[] labels)
    {
        int[] columns = [.. labels.Select(label => Array.IndexOf([.. scored.Labels], label))];
        return scored.Scores[variant].Select(row => Array.ConvertAll(columns, column => column < 0 ? 0 : row[column]));
    }
}
