using Classifier.Cli.History;
using Classifier.Cli.Paging;

namespace Classifier.Cli.Reports;

/// <summary>Collects the figures of a report page by page in constant memory: totals, and lists of limited length.</summary>
internal sealed class ReportFigures(ReportScope scope)
{
    /// <summary>The maximum number of pages in the list of pages.</summary>
    public const int MaxPagesListed = 200;

    /// <summary>The maximum number of pages that are displayed with all their headlines.</summary>
    public const int MaxPagesDetailed = 25;

    /// <summary>The maximum number of sites that are counted separately; further sites are counted together.</summary>
    public const int MaxSites = 2_000;

    /// <summary>The number of positions in a module that are counted separately.</summary>
    public const int MaxPositions = 20;

    private const int MaxStrongest = 25;
    private const string OtherSites = "other sites";

    private readonly ClickbaitCounts[] _positions =
    [
        .. Enumerable.Range(0, MaxPositions).Select(_ => new ClickbaitCounts()),
    ];
    private readonly Dictionary<string, SiteFigures> _sites = new(StringComparer.OrdinalIgnoreCase);
    private readonly TopList<PageFigures> _pages = new(MaxPagesListed);
    private readonly TopList<ReportHeadline> _strongest = new(MaxStrongest);

    /// <summary>Gets the headlines that the report includes.</summary>
    public ReportScope Scope => scope;

    /// <summary>Gets the number of pages.</summary>
    public long Pages { get; private set; }

    /// <summary>Gets the number of pages that could not be read.</summary>
    public long UnreadablePages { get; private set; }

    /// <summary>Gets the number of sponsored headlines.</summary>
    public long Sponsored { get; private set; }

    /// <summary>Gets the number of headlines in unsupported languages, which other figures include only on request.</summary>
    public long UnsupportedLanguage { get; private set; }

    /// <summary>Gets the headlines of all pages for the filters.</summary>
    public HeadlineIndex Index { get; } = new();

    /// <summary>Gets the stories that several sites have.</summary>
    public SharedStories Stories { get; } = new();

    /// <summary>Gets a value indicating whether the stories of the pages are numbered.</summary>
    public bool HasNumberedStories { get; private set; }

    /// <summary>Gets the changes since earlier runs; null without a history.</summary>
    public HistoryComparison? History { get; set; }

    /// <summary>Gets the counts of all headlines.</summary>
    public ClickbaitCounts All { get; } = new();

    /// <summary>Gets the counts of headlines by their position in a module; index 0 is the first position.</summary>
    public IReadOnlyList<ClickbaitCounts> ByPosition => _positions;

    /// <summary>Gets the sites in descending order of headlines.</summary>
    public IEnumerable<SiteFigures> Sites =>
        _sites.Values.OrderByDescending(site => site.Bait.Headlines).ThenBy(site => site.Name, StringComparer.Ordinal);

    /// <summary>Gets the pages in descending order of the lower bound of their clickbait share, then pages that could not be read.</summary>
    public IEnumerable<PageFigures> RankedPages => _pages.Values;

    /// <summary>Gets the headlines with the highest clickbait scores, without sponsored ones unless requested.</summary>
    public IEnumerable<ReportHeadline> Strongest => _strongest.Values;

    /// <summary>Gets the headlines that appear on several pages.</summary>
    public RepeatedHeadlines Repeated { get; } = new();

    /// <summary>Adds a page.</summary>
    public void Add(ScoredPage page)
    {
        Pages++;
        UnreadablePages += page.Error is null ? 0 : 1;
        var bait = new ClickbaitCounts();
        var site = Site(SiteName.FromPage(page));
        site.Pages++;
        HasNumberedStories |= page.Headlines.Any(headline => headline.Story > 0);
        Index.Add(Pages, page, site.Name);
        UnsupportedLanguage += page.Items.Count(item => item.Scored.Classification is { LanguageSupported: false });
        foreach (var headline in ReportHeadline.FromPage(page, site.Name, scope.Unsupported))
        {
            Add(headline, bait, site);
        }

        // The lower bound ranks pages with few headlines below pages with reliably high shares. The unique key keeps input order.
        _pages.Add(
            page.Error is not null ? -1
                : bait.Headlines == 0 ? -0.5
                : bait.Interval.Low,
            $"{Pages}",
            new PageFigures(Pages, page, bait)
        );
    }

    private void Add(ReportHeadline headline, ClickbaitCounts page, SiteFigures site)
    {
        var classification = headline.Headline;
        All.Add(classification);
        page.Add(classification);
        site.Bait.Add(classification);
        if (headline.Position <= MaxPositions)
        {
            _positions[headline.Position - 1].Add(classification);
        }

        Repeated.Add(Pages, classification);
        if (headline.IsSponsored)
        {
            Sponsored++;
            site.Sponsored++;
        }
        else
        {
            Stories.Add(headline);
        }

        if (headline.IsSponsored && !scope.Sponsored)
        {
            return;
        }

        if (PageTally.IsBait(classification))
        {
            _strongest.Add(classification.Clickbait.Score, classification.Headline.ToUpperInvariant(), headline);
        }
    }

    private SiteFigures Site(string name)
    {
        if (_sites.TryGetValue(name, out var site))
        {
            return site;
        }

        name = _sites.Count < MaxSites ? name : OtherSites;
        return _sites.TryGetValue(name, out site) ? site : _sites[name] = new SiteFigures(name);
    }
}

/// <summary>Represents a page in a report.</summary>
/// <param name="Number">The number of the page in input order, from 1.</param>
/// <param name="Page">The page.</param>
/// <param name="Bait">The counts of its headlines.</param>
internal sealed record PageFigures(long Number, ScoredPage Page, ClickbaitCounts Bait);

/// <summary>Represents a site in a report.</summary>
/// <param name="name">The name of the site.</param>
internal sealed class SiteFigures(string name)
{
    /// <summary>Gets the name of the site.</summary>
    public string Name => name;

    /// <summary>Gets or sets the number of its pages.</summary>
    public long Pages { get; set; }

    /// <summary>Gets the counts of its headlines.</summary>
    public ClickbaitCounts Bait { get; } = new();

    /// <summary>Gets or sets the number of its sponsored headlines.</summary>
    public long Sponsored { get; set; }
}
