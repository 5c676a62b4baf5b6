using Classifier.Cli.Classifying;
using Classifier.Cli.Paging;
using Classifier.Scoring;

namespace Classifier.Cli.Reports;

/// <summary>Selects the reasons that a report displays: the strongest ones for the clickbait score. All others are summed into one,
/// so that the base and the reasons still sum to the logit.</summary>
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
                Classification =
                    headline.Clickbait.Band == ClickbaitBand.None
                        ? headline with
                        {
                            Reasons = [],
                            Bases = [],
                        }
                        : headline with
                        {
                            Reasons = Apply([.. headline.Reasons.Where(reason => reason.Target == ClickbaitTarget)]),
                            Bases = [.. headline.Bases.Where(logit => logit.Target == ClickbaitTarget)],
                        },
            };

    private static List<Reason> Apply(List<Reason> reasons)
    {
        var others = reasons.Where(reason => !IsShown(reason)).Sum(reason => (double)reason.Contribution);
        return
        [
            .. reasons.Where(IsShown),
            .. others == 0 ? [] : new[] { new Reason(Reason.OtherText, 0, 0, ClickbaitTarget, (float)others) },
        ];
    }

    // Negative contributions are displayed only for words, which can be marked in the headline.
    private static bool IsShown(Reason reason) =>
        !reason.IsOther
        && (
            reason.Contribution >= MinContribution
            || (reason.Contribution <= -2 * MinContribution && reason.Start < reason.End)
        );
}
