using Classifier.Scoring;

namespace Classifier.Editing;

/// <summary>Represents one of several headlines for the same story, and which of its words to change to make it less of a
/// clickbait headline.</summary>
/// <param name="Classification">The classification.</param>
/// <param name="Rank">The rank among the headlines, 1 for the lowest clickbait score. Equal scores keep the order of the
/// headlines.</param>
/// <param name="Changes">The single changes, those that lower the clickbait logit most first; changes of kind
/// <see cref="ChangeKind.Reword"/> follow the others. Empty if the band is <see cref="ClickbaitBand.None"/>, if the language is not
/// supported, or if no change lowers the score.</param>
/// <param name="Steps">Changes to make one after the other until the band is <see cref="ClickbaitBand.None"/> or no further change
/// lowers the score. Each starts from the result of the one before, and its effect is relative to the headline.</param>
public sealed record ComparedHeadline(
    Classification Classification,
    int Rank,
    IReadOnlyList<WordChange> Changes,
    IReadOnlyList<WordChange> Steps
);

/// <summary>Compares headlines for the same story. Changes of words are ranked by the exact contributions of the words to the clickbait
/// logit, and each is verified by scoring the changed headline.</summary>
public static class HeadlineComparison
{
    /// <summary>The minimum number of headlines.</summary>
    public const int MinHeadlines = 2;

    /// <summary>The maximum number of headlines.</summary>
    public const int MaxHeadlines = 10;

    private const int MaxSteps = 5;
    private const int MaxChanges = 8;
    private const int MaxRewords = 3;

    /// <summary>Compares headlines.</summary>
    /// <param name="classifier">The classifier, whose reasons are exact.</param>
    /// <param name="headlines">Texts that <see cref="Text.HeadlineValidator"/> accepts, in any number.</param>
    /// <param name="options">The options of the classifications, or null to use <see cref="ClassifyOptions.Default"/>.</param>
    /// <returns>One result per headline, in their order.</returns>
    public static IReadOnlyList<ComparedHeadline> Compare(
        HeadlineClassifier classifier,
        IReadOnlyList<string> headlines,
        ClassifyOptions? options = null
    )
    {
        var classifications = headlines.Select(headline => classifier.Classify(headline, options)).ToArray();
        int[] order =
        [
            .. Enumerable.Range(0, headlines.Count).OrderBy(i => classifications[i].Clickbait.Score), // stable
        ];
        return
        [
            .. classifications.Select(
                (classification, i) =>
                    new ComparedHeadline(
                        classification,
                        Array.IndexOf(order, i) + 1,
                        CanImprove(classification) ? FindChanges(classifier, classification) : [],
                        CanImprove(classification) ? FindSteps(classifier, classification) : []
                    )
            ),
        ];
    }

    private static bool CanImprove(Classification classification) =>
        classification.HasClickbait
        && classification.LanguageSupported
        && classification.Clickbait.Band != ClickbaitBand.None;

    private static List<WordChange> FindChanges(HeadlineClassifier classifier, Classification original)
    {
        var draft = new HeadlineDraft(classifier, original.Headline, original.Clickbait.Band);
        var changes = draft.FindEdits().Take(MaxChanges).ToList();
        var words = new EditableHeadline(original.Headline);
        var rewords = classifier
            .Classify(original.Headline, ClassifyOptions.Default with { Explain = true })
            .Reasons.Where(reason =>
                reason is { IsText: true, Target: HeadlineClassifier.ClickbaitTarget, Contribution: > 0 }
                && words.IsTelling(reason.Start, reason.End)
                && !changes.Exists(change => change.Start < reason.End && reason.Start < change.End)
            )
            .Take(MaxRewords)
            .Select(draft.LeaveOut)
            .OfType<WordChange>()
            .OrderBy(change => change.LogitChange)
            .ToArray();
        return [.. changes, .. rewords];
    }

    private static List<WordChange> FindSteps(HeadlineClassifier classifier, Classification original)
    {
        var steps = new List<WordChange>();
        while (steps.Count < MaxSteps && (steps.Count == 0 || steps[^1].Clickbait.Band != ClickbaitBand.None))
        {
            var headline = steps.Count == 0 ? original.Headline : steps[^1].Result;
            var draft = new HeadlineDraft(classifier, headline, original.Clickbait.Band);
            if (draft.FindEdits().FirstOrDefault() is not { } best)
            {
                break;
            }

            steps.Add(best);
        }

        return steps;
    }
}
