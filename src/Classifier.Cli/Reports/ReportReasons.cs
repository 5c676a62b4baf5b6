using Classifier.Cli.Classifying;
using Classifier.Cli.Paging;
using Classifier.Scoring;

namespace Classifier.Cli.Reports;

/// <summary>Chooses the reasons that a report shows: of all that can be said of a headline, what makes it clickbait.</summary>
internal static class ReportReasons
{
    /// <summary>A reason that adds less to the logit than this is not worth a reader's time.</summary>
    private const float LeastContribution = 0.2f;

    private const string ClickbaitTarget = "clickbait";

    /// <summary>The page with no other reasons than those that are shown, which are few.</summary>
    public static ScoredPage Trim(ScoredPage page) =>
        page with
        {
            Headline = page.Headline is null ? null : Trim(page.Headline),
            Modules =
            [
                .. page.Modules.Select(module =>
                    module with
                    {
                        Items = [.. module.Items.Select(item => item with { Scored = Trim(item.Scored) })],
                    }
                ),
            ],
        };

    private static ScoredHeadline Trim(ScoredHeadline scored) =>
        scored.Classification is not { } headline
            ? scored
            : scored with
            {
                Classification = headline with
                {
                    Reasons = headline.Clickbait.Band == ClickbaitBand.None ? [] : [.. headline.Reasons.Where(IsShown)],
                },
            };

    // What speaks against is shown too, but only where it is a word that can be marked.
    private static bool IsShown(Reason reason) =>
        reason.Target == ClickbaitTarget
        && (
            reason.Contribution >= LeastContribution
            || (reason.Contribution <= -2 * LeastContribution && reason.Start < reason.End)
        );
}
