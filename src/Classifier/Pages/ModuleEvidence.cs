using System.Text.RegularExpressions;

namespace Classifier.Pages;

/// <summary>What speaks for and against a run of links being a list of headlines.</summary>
internal sealed partial record ModuleEvidence
{
    private const double LeastMeanWidth = 22;
    private const double ManyWords = 5.5;
    private const double MoreWordsThanLabels = 7;
    private const int LeastSupport = 3;
    private const int MostLevels = 6;

    /// <summary>The mean width of their texts, in letters.</summary>
    public required double MeanWidth { get; init; }

    /// <summary>The mean number of words.</summary>
    public required double MeanWords { get; init; }

    /// <summary>The share of texts with a mark, a figure or a quote, as headlines have and labels have not.</summary>
    public required double Marked { get; init; }

    /// <summary>The share of links in headings, or with headings in them.</summary>
    public required double InHeadings { get; init; }

    /// <summary>Pictures a link, at most 1.</summary>
    public required double Pictures { get; init; }

    /// <summary>The share of links that lead to services: terms, contact, advertising, subscription.</summary>
    public required double Services { get; init; }

    /// <summary>The share of links whose address names a tag, a person, a section or a service.</summary>
    public required double Places { get; init; }

    /// <summary>The share of links whose address spells out a headline or has a number as articles do.</summary>
    public required double Articles { get; init; }

    /// <summary>Whether they are numbered, as lists of what is read most are.</summary>
    public required bool IsNumbered { get; init; }

    /// <summary>Whether there is a title.</summary>
    public required bool HasTitle { get; init; }

    /// <summary>Whether the title names a list of headlines.</summary>
    public required bool HasListTitle { get; init; }

    /// <summary>Whether the title names something else.</summary>
    public required bool HasOtherTitle { get; init; }

    /// <summary>Whether an element around says that it holds other stories or paid ones.</summary>
    public required bool HasName { get; init; }

    /// <summary>Whether prices or carts stand there.</summary>
    public required bool IsShop { get; init; }

    /// <summary>Whether anything looks like the head of an article before it.</summary>
    public required bool IsBelowHeadline { get; init; }

    /// <summary>Whether it is one: nothing speaks against it, and more than two things for it.</summary>
    public bool IsModule =>
        (MeanWidth >= LeastMeanWidth || InHeadings > 0.5)
        && !HasOtherTitle
        && !IsShop
        && Services < 0.3
        && Places < 0.5
        && Support >= LeastSupport;

    /// <summary>How many things speak for a list of headlines rather than of labels.</summary>
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
            MeanWords >= MoreWordsThanLabels ? 2
            : MeanWords >= ManyWords ? 1
            : 0
        );

    /// <summary>Weighs a run of links.</summary>
    public static ModuleEvidence Of(PageTree tree, ModuleCandidate candidate)
    {
        var links = candidate.Links;
        double Share(Func<PageBlock, bool> holds) => (double)links.Count(holds) / links.Count;
        return new ModuleEvidence
        {
            MeanWidth = links.Average(link => HeadlineShape.Width(link.Text)),
            MeanWords = links.Average(link => HeadlineShape.WordCount(link.Text)),
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
            IsNumbered = links.All(link => link.Node.Upwards().Take(MostLevels).Any(node => node.Tag == "ol")),
            HasTitle = candidate.Title is not null,
            HasListTitle = candidate.Title is not null && HeadlineShape.IsListHeading(candidate.Title),
            HasOtherTitle = candidate.Title is not null && NotHeadlines().IsMatch(candidate.Title),
            HasName = candidate
                .Container.Upwards()
                .Take(MostLevels)
                .Any(node => (node.Names & (ElementNames.Stories | ElementNames.Sponsored)) != 0),
            IsShop =
                candidate.Container.Upwards().Take(MostLevels).Any(node => node.Names.HasFlag(ElementNames.Shop))
                || tree.Inside(candidate.Container).Count(node => node.Names.HasFlag(ElementNames.Shop)) >= links.Count,
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
