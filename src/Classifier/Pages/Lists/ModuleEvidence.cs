using System.Text.RegularExpressions;
using Classifier.Pages.Blocks;
using Classifier.Pages.Html;
using Classifier.Pages.Wording;

namespace Classifier.Pages.Lists;

/// <summary>Represents the evidence for and against a run of links being a list of headlines.</summary>
internal sealed partial record ModuleEvidence
{
    private const double MinMeanWidth = 22;
    private const double LongTextWords = 5.5;
    private const double VeryLongTextWords = 7;
    private const int MinSupport = 3;
    private const int MaxLevels = 6;

    /// <summary>Gets the mean width of the texts in characters.</summary>
    public required double MeanWidth { get; init; }

    /// <summary>Gets the mean number of words.</summary>
    public required double MeanWords { get; init; }

    /// <summary>Gets the share of texts with punctuation, digits, or quotes, which are common in headlines and rare in labels.</summary>
    public required double Marked { get; init; }

    /// <summary>Gets the share of links that are inside headings or contain headings.</summary>
    public required double InHeadings { get; init; }

    /// <summary>Gets the number of pictures per link, at most 1.</summary>
    public required double Pictures { get; init; }

    /// <summary>Gets the share of texts that name services, such as terms, contact, advertising, or subscription.</summary>
    public required double Services { get; init; }

    /// <summary>Gets the share of links whose address names a tag, a person, a section, or a service.</summary>
    public required double Places { get; init; }

    /// <summary>Gets the share of links whose address contains a headline or a number, as addresses of articles do.</summary>
    public required double Articles { get; init; }

    /// <summary>Gets a value indicating whether the links are numbered, as in lists of most-read articles.</summary>
    public required bool IsNumbered { get; init; }

    /// <summary>Gets a value indicating whether the list has a title.</summary>
    public required bool HasTitle { get; init; }

    /// <summary>Gets a value indicating whether the title names a list of headlines.</summary>
    public required bool HasListTitle { get; init; }

    /// <summary>Gets a value indicating whether the title names something other than headlines.</summary>
    public required bool HasOtherTitle { get; init; }

    /// <summary>Gets a value indicating whether an ancestor is named as a list of other or sponsored stories.</summary>
    public required bool HasName { get; init; }

    /// <summary>Gets a value indicating whether the links are products of a shop.</summary>
    public required bool IsShop { get; init; }

    /// <summary>Gets a value indicating whether the links follow the first h1 element.</summary>
    public required bool IsBelowHeadline { get; init; }

    /// <summary>Gets a value indicating whether the run is a list: nothing rules it out, and its support is at least 3.</summary>
    public bool IsModule =>
        (MeanWidth >= MinMeanWidth || InHeadings > 0.5)
        && !HasOtherTitle
        && !IsShop
        && Services < 0.3
        && Places < 0.5
        && Support >= MinSupport;

    /// <summary>Gets the amount of evidence for a list of headlines rather than of labels.</summary>
    public int Support =>
        (
            HasListTitle ? 2
            : HasTitle ? 1
            : 0
        )
        + (HasName ? 1 : 0)
        + (IsBelowHeadline ? 1 : 0)
        + (InHeadings > 0.5 ? 1 : 0)
        + (Pictures >= 0.5 ? 1 : 0)
        + (Marked >= 0.3 ? 1 : 0)
        + (Articles >= 0.5 ? 1 : 0)
        + (IsNumbered ? 1 : 0)
        + (
            MeanWords >= VeryLongTextWords ? 2
            : MeanWords >= LongTextWords ? 1
            : 0
        );

    /// <summary>Collects the evidence of a run of links.</summary>
    public static ModuleEvidence Of(PageTree tree, ModuleCandidate candidate)
    {
        var links = candidate.Links;
        double Share(Func<PageBlock, bool> holds) => (double)links.Count(holds) / links.Count;
        return new ModuleEvidence
        {
            MeanWidth = links.Average(link => TextShape.Width(link.Text)),
            MeanWords = links.Average(link => TextShape.WordCount(link.Text)),
            Marked = Share(link => Mark().IsMatch(link.Text)),
            InHeadings = Share(link => ModuleCandidate.InHeading(tree, link)),
            Pictures = Math.Min(
                1,
                (double)tree.Inside(candidate.Container).Count(node => node.Tag is "img" or "picture" or "amp-img")
                    / links.Count
            ),
            Services = Share(link => Service().IsMatch(link.Text)),
            Places = Share(link => Place().IsMatch(link.Href!)),
            Articles = Share(link => Article().IsMatch(link.Href!)),
            IsNumbered = links.All(link => link.Node.Upwards().Take(MaxLevels).Any(node => node.Tag == "ol")),
            HasTitle = candidate.Title is not null,
            HasListTitle = candidate.Title is not null && TextShape.IsListHeading(candidate.Title),
            HasOtherTitle = candidate.Title is not null && NotHeadlines().IsMatch(candidate.Title),
            HasName = candidate
                .Container.Upwards()
                .Take(MaxLevels)
                .Any(node => (node.Traits & (ElementTraits.Stories | ElementTraits.Sponsored)) != 0),
            IsShop =
                candidate.Container.Upwards().Take(MaxLevels).Any(node => node.Traits.HasFlag(ElementTraits.Shop))
                || tree.Inside(candidate.Container).Count(node => node.Traits.HasFlag(ElementTraits.Shop))
                    >= links.Count,
            IsBelowHeadline = candidate.Links[0].Node.Index > tree.FirstHeadline,
        };
    }

    [GeneratedRegex("""[?!:,;"“”«»„\d%$€£]|['‘’](?:\s|$)|(?:^|\s)['‘]|[.…]$|\s[-–—]\s""")]
    private static partial Regex Mark();

    [GeneratedRegex(
        @"^(?:tags?|topics?|categories|sections?|follow\b.*|share\b.*|comments?|authors?|contributors?|(?:our )?writers|newsletters?|about\b.*|contact\b.*|search|menu|ads?\b.*|sign up.*|subscribe.*|company|legal|help|advertisement|archives?|links|our sites|shop\b.*)\W*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex NotHeadlines();

    [GeneratedRegex(
        @"\b(?:privacy|terms (?:of|and)|legal (?:notice|information|notes)|imprint|impressum|datenschutz|nutzungsbedingungen|mentions légales|cookies?|politique de confidentialité|aviso legal|política de privacidad|note legali|contact (?:us|the)|contacto|kontakt|advertise|advertising|werbung|publicidad|about us|about the|who we are|careers|jobs|vacancies|volunteers?|donate|trustees|opening hours|work (?:for|with) us|press and|subscribe|subscriptions?|newsletters?|sign (?:in|up)|log ?in|register|my account|help|accessibility|site ?map|rss|copyright|corrections|complaints|faq|feedback|do not sell|ad ?choices|terms)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Service();

    [GeneratedRegex(
        @"/(?:tags?|topics?|category|categories|authors?|by|staff|profiles?|users?|u|people|contributors?|search|labels?|taxonomy|sections?|account|login|signin|subscribe|privacy|terms|contact|about|help|jobs|careers|advertise|legal)(?:/|$|\?|\.)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Place();

    [GeneratedRegex(
        @"(?:[\p{L}\d]+[-_]){3,}[\p{L}\d]+|\d{4}/\d{1,2}/|\d{5,}|\.s?html?(?:$|\?)",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Article();
}
