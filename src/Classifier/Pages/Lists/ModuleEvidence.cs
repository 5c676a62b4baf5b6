using System.Globalization;
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
    private const int MinSchedule = 3;
    private const int MinServices = 2;
    private const int MaxServiceWords = 3;
    private const int EveningHour = 18;
    private const int MorningHour = 6;
    private const int LevelsToVideo = 3;
    private const int RunsAroundLink = 3;
    private const int SupportOfDoubtful = 2;
    private const int MaxLevels = 6;
    private const int MaxRunsOfCard = 30;
    private const int MaxOtherTextOfPair = 120;

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

    /// <summary>Gets a value indicating whether most links have a date or a time of day.</summary>
    public required bool HasDates { get; init; }

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

    /// <summary>Gets a value indicating whether the links have no title and are between paragraphs of the article.</summary>
    public required bool IsInText { get; init; }

    /// <summary>Gets a value indicating whether the links are the entries of a broadcast schedule.</summary>
    public required bool IsSchedule { get; init; }

    /// <summary>Gets a value indicating whether the links lead to the previous and the next article.</summary>
    public required bool IsPager { get; init; }

    /// <summary>Gets a value indicating whether the links are two single ones, marked up differently and with text between or around
    /// them.</summary>
    public required bool IsScattered { get; init; }

    /// <summary>Gets a value indicating whether the links are inside an element that is named as boilerplate.</summary>
    public required bool IsDoubtful { get; init; }

    /// <summary>Gets a value indicating whether the run is a list: nothing rules it out, and its support is at least 3.</summary>
    public bool IsModule =>
        (MeanWidth >= MinMeanWidth || InHeadings > 0.5)
        && !HasOtherTitle
        && !IsShop
        && !IsSchedule
        && !IsPager
        && !IsInText
        && !IsScattered
        && Services < 0.3
        && Places < 0.5
        && Support >= MinSupport + (IsDoubtful ? SupportOfDoubtful : 0);

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
        + (HasDates ? 1 : 0)
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
            InHeadings = Share(link => tree.IsInHeading(link.Node)),
            Pictures = Math.Min(
                1,
                (double)tree.Inside(candidate.Container).Count(node => node.Tag is "img" or "picture" or "amp-img")
                    / links.Count
            ),
            Services = links.Count(IsService) < MinServices ? 0 : Share(IsService),
            Places = Share(link => LinkAddress.IsPlace(link.Href!, link.Text)),
            Articles = Share(link => LinkAddress.IsArticle(link.Href!)),
            IsNumbered =
                links.All(link => link.Node.Upwards().Take(MaxLevels).Any(node => node.Tag == "ol"))
                || Enumerable.Range(0, links.Count).All(i => HasRank(tree, candidate.CardOf(i), i + 1)),
            HasDates =
                2 * Enumerable.Range(0, links.Count).Count(i => HasDate(tree, candidate.CardOf(i))) > links.Count,
            HasTitle = candidate.Title is not null,
            HasListTitle = candidate.Title is not null && TextShape.IsListHeading(candidate.Title),
            HasOtherTitle = candidate.Title is not null && NotHeadlines().IsMatch(candidate.Title),
            HasName = candidate
                .Container.Upwards()
                .Take(MaxLevels)
                .Any(node => (node.Traits & (ElementTraits.Stories | ElementTraits.Sponsored)) != 0),
            IsDoubtful = candidate.Container.IsDoubtful || links.All(link => link.Node.IsDoubtful),
            IsShop = IsShopOf(tree, candidate),
            IsInText = candidate.IsInText,
            IsSchedule = IsScheduleOf(tree, candidate),
            IsPager = IsPagerOf(tree, candidate),
            IsScattered = IsPairOfSingles(tree, candidate),
            IsBelowHeadline = candidate.Links[0].Node.Index > tree.FirstHeadline,
        };
    }

    // Words such as "jobs" and "help" also stand in headlines.
    private static bool IsService(PageBlock link) =>
        TextShape.IsService(link.Text)
        && (TextShape.WordCount(link.Text) <= MaxServiceWords || !LinkAddress.IsArticle(link.Href!));

    private static bool HasRank(PageTree tree, PageNode card, int rank) =>
        card.EndRun - card.FirstRun is > 1 and <= MaxRunsOfCard
        && tree.Runs[card.FirstRun].Text.TrimStart('#', '0').TrimEnd('.', ')') is var text
        && text == rank.ToString(CultureInfo.InvariantCulture);

    private static bool HasDate(PageTree tree, PageNode card) =>
        card.EndRun - card.FirstRun is > 1 and <= MaxRunsOfCard
        && Enumerable
            .Range(card.FirstRun, card.EndRun - card.FirstRun)
            .Any(run => PublishedDate.IsMatch(tree.Runs[run].Text));

    /// <summary>
    /// Determines whether the links are products: most of them have a price, or lead to a shop. Elements named as a shop without prices
    /// are not enough.
    /// </summary>
    private static bool IsShopOf(PageTree tree, ModuleCandidate candidate)
    {
        var prices = 0;
        for (var i = candidate.Links[0].Node.FirstRun; i < candidate.Links[^1].Node.EndRun + RunsAroundLink; i++)
        {
            prices += i < tree.Runs.Count && TextShape.IsPrice(tree.Runs[i].Text) ? 1 : 0;
        }

        var isNamed =
            candidate.Container.Upwards().Take(MaxLevels).Any(node => node.Traits.HasFlag(ElementTraits.Shop))
            || tree.Inside(candidate.Container).Count(node => node.Traits.HasFlag(ElementTraits.Shop))
                >= candidate.Links.Count;
        return 2 * prices >= candidate.Links.Count && (isNamed || prices >= candidate.Links.Count)
            || 2 * candidate.Links.Count(link => LinkAddress.IsShop(link.Href!)) > candidate.Links.Count
            || 2 * candidate.Links.Count(link => TextShape.IsOffer(link.Text)) >= candidate.Links.Count
                && (
                    candidate.Title is not null && TextShape.IsOfferHeading(candidate.Title)
                    || !candidate.Links.Any(link => LinkAddress.IsArticle(link.Href!))
                );
    }

    /// <summary>
    /// Determines whether two links have neither style nor place in common, as a link in the text and an advertisement below it: two
    /// links are a list only if they look alike, or if they nearly fill their box.
    /// </summary>
    private static bool IsPairOfSingles(PageTree tree, ModuleCandidate candidate)
    {
        if (candidate.Links.Count != 2)
        {
            return false;
        }

        var (first, second) = (candidate.Links[0], candidate.Links[1]);
        var branch = BranchPoint.Between(first.Node, second.Node);
        return !first.Node.HasSameStyle(second.Node)
            && !branch.Left.IsLike(branch.Right)
            && tree.TextLength(candidate.Container)
                > first.Text.Length + second.Text.Length + (candidate.Title?.Length ?? 0) + MaxOtherTextOfPair;
    }

    /// <summary>Determines whether one of two links is labeled as the previous article and the other as the next.</summary>
    private static bool IsPagerOf(PageTree tree, ModuleCandidate candidate)
    {
        return candidate.Links.Count == 2
            && (
                AreOpposite(IsLabeled, TextShape.IsPreviousLabel, TextShape.IsNextLabel)
                || AreOpposite(IsNamed, PreviousName().IsMatch, NextName().IsMatch)
            );

        static bool AreOpposite(
            Func<int, Func<string, bool>, bool> holds,
            Func<string, bool> isPrevious,
            Func<string, bool> isNext
        ) => holds(0, isPrevious) && holds(1, isNext) || holds(0, isNext) && holds(1, isPrevious);

        bool IsNamed(int link, Func<string, bool> isName) =>
            candidate.Links[link].Node.Upwards(candidate.Container).Any(node => isName(node.Class));

        bool IsLabeled(int link, Func<string, bool> isLabel)
        {
            var card = candidate.CardOf(link);
            return Enumerable
                .Range(card.FirstRun, Math.Min(RunsAroundLink, card.EndRun - card.FirstRun))
                .Any(run => isLabel(tree.Runs[run].Text));
        }
    }

    /// <summary>Determines whether a time of day that rises from link to link is displayed with each, as in a schedule.</summary>
    private static bool IsScheduleOf(PageTree tree, ModuleCandidate candidate)
    {
        TimeSpan last = TimeSpan.Zero,
            latest = TimeSpan.Zero;
        var count = 0;
        var first = Math.Max(candidate.Container.FirstRun, candidate.Links[0].Node.FirstRun - RunsAroundLink);
        var end = Math.Min(candidate.Container.EndRun, candidate.Links[^1].Node.EndRun + RunsAroundLink);
        for (var i = first; i < end; i++)
        {
            if (
                PublishedDate.StartingTime(tree.Runs[i].Text) is not { } time
                || tree.Runs[i]
                    .Parent.Upwards()
                    .Take(LevelsToVideo)
                    .Any(node => node.Traits.HasFlag(ElementTraits.Video))
            )
            {
                continue;
            }

            // A schedule can continue after midnight.
            if (time < last && (last.Hours < EveningHour || time.Hours > MorningHour))
            {
                return false;
            }

            last = time;
            latest = time > latest ? time : latest;
            count++;
        }

        // Lengths of videos can rise from link to link as well, but few are longer than six "hours".
        return latest.Hours >= MorningHour && count >= Math.Max(MinSchedule, candidate.Links.Count - 1);
    }

    [GeneratedRegex(@"(?<![a-z])prev(?:ious)?(?![a-z])|Prev(?:ious)?(?![a-z])", RegexOptions.CultureInvariant)]
    private static partial Regex PreviousName();

    [GeneratedRegex(@"(?<![a-z])next(?![a-z])|Next(?![a-z])", RegexOptions.CultureInvariant)]
    private static partial Regex NextName();

    [GeneratedRegex("""[?!:,;"“”«»„\d%$€£]|['‘’](?:\s|$)|(?:^|\s)['‘]|[.…]$|\s[-–—]\s""")]
    private static partial Regex Mark();

    [GeneratedRegex(
        @"^(?:tags?|topics?|categories|sections?|follow\b.*|share\b.*|(?:(?:recent|latest|new) )?comments?|(?:neue(?:ste)? )?kommentare|commentaires(?: récents)?|comentarios(?: recientes)?|authors?|contributors?|(?:our )?writers|newsletters?|about\b.*|contact\b.*|search|menu|ads?\b.*|sign up.*|subscribe.*|company|legal|help|advertisement|archives?|links|our sites|shop\b.*)\W*$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex NotHeadlines();
}
