using Classifier.Cli.Classifying;
using Classifier.Cli.Paging;
using Classifier.Scoring;

namespace Classifier.Cli.Reports;

/// <summary>Selects the reasons that a report displays: those that explain the clickbait score.</summary>
internal static class ReasonFilter
{
    /// <summary>The minimum contribution to the logit of a displayed reason.</summary>
    private const float MinContribution = 0.2f;

    private const string ClickbaitTarget = "clickbait";

    /// <summary>Returns a copy of a page with only the displayed reasons.</summary>
    public static ScoredPage Apply(ScoredPage page) =>
        page with
        {
            Headline = page.Headline is null ? null : Apply(page.Headline),
            Modules =
            [
                .. page.Modules.Select(module =>
                    module with
                    {
                        Items = [.. module.Items.Select(item => item with { Scored = Apply(item.Scored) })],
                    }
                ),
            ],
        };

    private static ScoredHeadline Apply(ScoredHeadline scored) =>
        scored.Classification is not { } headline
            ? scored
            : scored with
            {
                Classification = headline with
                {
                    Reasons = headline.Clickbait.Band == ClickbaitBand.None ? [] : [.. headline.Reasons.Where(IsShown)],
                },
            };

    // Negative contributions are displayed only for words, which can be marked in the headline.
    private static bool IsShown(Reason reason) =>
        reason.Target == ClickbaitTarget
        && !reason.IsOther
        && (
            reason.Contribution >= MinContribution
            || (reason.Contribution <= -2 * MinContribution && reason.Start < reason.End)
        );
}
