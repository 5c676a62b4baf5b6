using Classifier.Models;
using Classifier.Taxonomy;
using Classifier.Training.Data;

namespace Classifier.Training.Evaluation;

/// <summary>Finds samples that are too small for reliable figures.</summary>
internal static class SampleCaution
{
    /// <summary>With fewer headlines than this, figures need a caution.</summary>
    public const int MinHeadlines = 50;

    /// <summary>With fewer headlines of a label than this, figures of the label need a caution.</summary>
    public const int MinPerLabel = 5;

    private const int MaxLabels = 10;

    /// <summary>Returns a sentence for each reason why figures on the headlines are uncertain.</summary>
    /// <param name="task">The task.</param>
    /// <param name="headlines">The headlines on which a model is measured.</param>
    public static IReadOnlyList<string> Describe(string task, IReadOnlyList<LabeledHeadline> headlines)
    {
        var cautions = new List<string>();
        if (headlines.Count < MinHeadlines)
        {
            cautions.Add(
                $"Caution: {Plural.Format(headlines.Count, "headline")} can show little; see the intervals ({MinHeadlines} or more are advisable)."
            );
        }

        var labels =
            task == ModelBundle.TopicTask
                ? headlines.Select(headline => IptcTopics.Describe(headline.Topic!))
                : headlines.Select(headline => headline.Bait >= 2 ? "bait" : "news");
        string[] rare =
        [
            .. labels
                .CountBy(label => label)
                .Where(label => label.Value < MinPerLabel)
                .OrderBy(label => label.Value)
                .ThenBy(label => label.Key, StringComparer.Ordinal)
                .Select(label => $"{label.Key} ({label.Value})"),
        ];
        if (rare.Length > 0)
        {
            cautions.Add(
                $"Caution: fewer than {MinPerLabel} headlines have the label {string.Join(", ", rare.Take(MaxLabels))}"
                    + (rare.Length > MaxLabels ? $" and {rare.Length - MaxLabels} more" : "")
                    + "; figures of these labels are uncertain."
            );
        }

        return cautions;
    }
}
