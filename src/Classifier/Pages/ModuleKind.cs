using System.Text.RegularExpressions;

namespace Classifier.Pages;

/// <summary>Tells lists that are paid for from the site's own.</summary>
internal static partial class ModuleKind
{
    private const int MostLevels = 6;

    /// <summary>
    /// Sponsored is what says so in its title, and what a paying network delivers; but the same networks deliver sites' own stories,
    /// and those are told by their links.
    /// </summary>
    public static PageModuleKind Of(ModuleCandidate candidate, PageSite site)
    {
        var elsewhere = candidate.Links.Count(link => !site.IsOwn(link.Href!));
        var isPaid =
            candidate.Title is not null && HeadlineShape.IsSponsoredLabel(candidate.Title)
            || candidate.Links.Count(link =>
                PaidAddress().IsMatch(link.Href!)
                || link.Node.Attribute("rel")?.Contains("sponsored", StringComparison.OrdinalIgnoreCase) == true
            ) * 2
                > candidate.Links.Count
            || elsewhere * 2 > candidate.Links.Count && IsDelivered(candidate);
        return isPaid ? PageModuleKind.Sponsored : PageModuleKind.Editorial;
    }

    private static bool IsDelivered(ModuleCandidate candidate) =>
        candidate.Title is not null && Exchanged().IsMatch(candidate.Title)
        || candidate
            .Container.Upwards()
            .Take(MostLevels)
            .Any(node => node.Tag != "body" && node.Names.HasFlag(ElementNames.Sponsored));

    [GeneratedRegex(
        @"\b(?:around|across|from|on) the (?:web|internet|net)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Exchanged();

    [GeneratedRegex(
        @"\b(?:paid\.outbrain|taboola|revcontent|zergnet|mgid|adblade|dianomi|plista|ligatus|nativo|doubleclick|googleadservices|content\.ad)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex PaidAddress();
}
