using Classifier.Models;
using Classifier.Training.Data;

namespace Classifier.Training.Evaluation.Predictions;

/// <summary>Represents labeled headlines and the scores of a model for them.</summary>
/// <param name="Task">The task of the model.</param>
/// <param name="Labels">The labels, in the order of the scores; only <c>clickbait</c> for that task.</param>
/// <param name="Headlines">The headlines.</param>
/// <param name="Scores">The calibrated probabilities of the labels, by variant of <see cref="CasingVariant.All"/> and headline.</param>
public sealed record ScoredHeadlines(
    string Task,
    IReadOnlyList<string> Labels,
    IReadOnlyList<LabeledHeadline> Headlines,
    IReadOnlyList<IReadOnlyList<float[]>> Scores
)
{
    /// <summary>Gets the scores of the unchanged headlines.</summary>
    internal IReadOnlyList<float[]> Original => Scores[0];

    /// <summary>Scores headlines with a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="headlines">Headlines with labels of the task of the model.</param>
    internal static ScoredHeadlines Score(EvaluatedModel model, IReadOnlyList<LabeledHeadline> headlines) =>
        new(
            model.Task,
            model.Labels,
            headlines,
            [
                .. CasingVariant.All.Select(variant =>
                    model.Predict([.. headlines.Select(headline => variant.Apply(headline.Text))])
                ),
            ]
        );

    /// <summary>Joins the scores of several folds. A label that the model of a fold does not have gets the score 0.</summary>
    public static ScoredHeadlines Join(IReadOnlyList<ScoredHeadlines> parts)
    {
        string[] labels = [.. parts.SelectMany(part => part.Labels).Distinct().Order(StringComparer.Ordinal)];
        return new ScoredHeadlines(
            parts[0].Task,
            labels,
            [.. parts.SelectMany(part => part.Headlines)],
            [
                .. CasingVariant.All.Select(
                    (_, variant) => parts.SelectMany(part => SelectColumns(part, variant, labels)).ToList()
                ),
            ]
        );
    }

    /// <summary>Returns the headlines that satisfy a condition.</summary>
    internal ScoredHeadlines Where(Func<LabeledHeadline, bool> condition)
    {
        int[] chosen = [.. Enumerable.Range(0, Headlines.Count).Where(i => condition(Headlines[i]))];
        return this with
        {
            Headlines = [.. chosen.Select(i => Headlines[i])],
            Scores = [.. Scores.Select(variant => chosen.Select(i => variant[i]).ToList())],
        };
    }

    /// <summary>Restricts topic scores to the labels that are correct for at least one headline, and normalizes them to sum to 1.
    /// A data set with seven classes cannot show whether an eighth would be correct.</summary>
    internal ScoredHeadlines RestrictToOwnLabels()
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
                            SelectColumns(this, variant, labels)
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

    private static IEnumerable<float[]> SelectColumns(ScoredHeadlines scored, int variant, string[] labels)
    {
        int[] columns = [.. labels.Select(label => Array.IndexOf([.. scored.Labels], label))];
        return scored.Scores[variant].Select(row => Array.ConvertAll(columns, column => column < 0 ? 0 : row[column]));
    }
}
