using System.Text.RegularExpressions;
using Classifier.Pages.Html;
using Classifier.Pages.Wording;

namespace Classifier.Pages.Lists;

/// <summary>Distinguishes sponsored from editorial lists.</summary>
internal static partial class ModuleKindClassifier
{
    private const int MaxLevels = 6;

    /// <summary>
    /// Classifies a list. A list is sponsored if its title or most of its links say so, or if a recommendation network delivers it and
    /// most of its links leave the site. The same networks also deliver the site's own stories.
    /// </summary>
    public static PageModuleKind Classify(ModuleCandidate candidate, PageSite site)
    {
        var elsewhere = candidate.Links.Count(link => !site.IsOwn(link.Href!));
        var isPaid =
            candidate.Title is not null && TextShape.IsSponsoredLabel(candidate.Title)
            || candidate.Links.Count(link =>
                PaidAddress().IsMatch(link.Href!)
                || link.Node.Attribute("rel")?.Contains("sponsored", StringComparison.OrdinalIgnoreCase) == true
            ) * 2
                > candidate.Links.Count
            || elsewhere * 2 > candidate.Links.Count && IsFromAdNetwork(candidate);
        return isPaid ? PageModuleKind.Sponsored : PageModuleKind.Editorial;
    }

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

    [GeneratedRegex(
        @"\b(?:paid\.outbrain|taboola|revcontent|zergnet|mgid|adblade|dianomi|plista|ligatus|nativo|doubleclick|googleadservices|content\.ad)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex PaidAddress();
}
