using System.Text.RegularExpressions;
using Classifier.Pages.Blocks;
using Classifier.Pages.Html;
using Classifier.Pages.Wording;

namespace Classifier.Pages.Lists;

/// <summary>Distinguishes sponsored from editorial lists.</summary>
internal static partial class ModuleKindClassifier
{
    private const int MaxLevels = 6;
    private const int MaxRunsOfCard = 30;

    /// <summary>
    /// Classifies a list. A list is sponsored if its title or most of its links say so, or if a recommendation network delivers it and
    /// most of its links leave the site. The same networks also deliver the site's own stories.
    /// </summary>
    public static PageModuleKind Classify(PageTree tree, ModuleCandidate candidate, PageContext context)
    {
        var links = candidate.Links;
        var elsewhere = links.Count(link => !context.IsOwn(link.Href!) && !Redirect().IsMatch(link.Href!));
        var isPaid =
            candidate.Title is not null && TextShape.IsSponsoredLabel(candidate.Title)
            || Enumerable.Range(0, links.Count).Count(i => IsPaid(links[i]) || IsMarked(tree, candidate.CardOf(i))) * 2
                > links.Count
            || elsewhere * 2 > links.Count && IsFromAdNetwork(candidate)
            || elsewhere == links.Count && IsInAdvertisement(candidate);
        return isPaid ? PageModuleKind.Sponsored : PageModuleKind.Editorial;
    }

    private static bool IsPaid(PageBlock link) =>
        PaidAddress().IsMatch(link.Href!)
        || TextShape.IsPaidHeadline(link.Text)
        || link.Node.Attribute("rel")?.Contains("sponsored", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Determines whether the card of a link contains a mark such as "Sponsored" in an element of its own.</summary>
    private static bool IsMarked(PageTree tree, PageNode card)
    {
        return card.EndRun - card.FirstRun <= MaxRunsOfCard
            && Enumerable
                .Range(card.FirstRun, card.EndRun - card.FirstRun)
                .Any(run => TextShape.IsSponsorMark(tree.Runs[run].Text));
    }

    private static bool IsInAdvertisement(ModuleCandidate candidate) =>
        candidate
            .Container.Upwards()
            .Take(MaxLevels)
            .Any(node => node.Tag != "body" && node.Traits.HasFlag(ElementTraits.Advertisement));

    private static bool IsFromAdNetwork(ModuleCandidate candidate) =>
        candidate.Title is not null && WebExchangeTitle().IsMatch(candidate.Title)
        || candidate
            .Container.Upwards()
            .Take(MaxLevels)
            .Any(node => node.Tag != "body" && node.Traits.HasFlag(ElementTraits.Sponsored));

    [GeneratedRegex(
        @"\b(?:around|across|from|on) the (?:web|internet|net)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex WebExchangeTitle();

    // The addresses of the network's own redirects hide whether a story is the site's own.
    [GeneratedRegex(@"^(?:https?:)?//traffic\.outbrain\.com/network/redir", RegexOptions.IgnoreCase)]
    private static partial Regex Redirect();

    [GeneratedRegex(
        @"\b(?:paid\.outbrain|taboola|revcontent|zergnet|mgid|adblade|dianomi|plista|ligatus|nativo|doubleclick|googleadservices|content\.ad)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex PaidAddress();
}
