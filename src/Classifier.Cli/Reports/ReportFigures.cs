using Classifier.Cli.Paging;
using Classifier.Scoring;

namespace Classifier.Cli.Reports;

/// <summary>What a report says, gathered page by page in constant memory: totals, and lists of bounded length.</summary>
internal sealed class ReportFigures
{
    /// <summary>How many pages are listed, and how many of them with all their headlines.</summary>
    public const int PagesListed = 200;

    /// <summary>How many pages are shown with all their headlines.</summary>
    public const int PagesShown = 25;

    /// <summary>How many sites are told apart; what comes after is counted together.</summary>
    public const int MostSites = 2_000;

    /// <summary>How many places in a list are told apart.</summary>
    public const int Positions = 20;

    private const int WorstShown = 25;
    private const string OtherSites = "other sites";

    private readonly BaitShare[] _positions = [.. Enumerable.Range(0, Positions).Select(_ => new BaitShare())];
    private readonly Dictionary<string, SiteFigures> _sites = new(StringComparer.OrdinalIgnoreCase);
    private readonly TopList<PageFigures> _pages = new(PagesListed);
    private readonly TopList<Classification> _worst = new(WorstShown);

    /// <summary>How many pages there are.</summary>
    public long Pages { get; private set; }

    /// <summary>How many of them could not be read.</summary>
    public long BadPages { get; private set; }

    /// <summary>All headlines.</summary>
    public BaitShare All { get; } = new();

    /// <summary>The headlines at each place in their lists, from the first.</summary>
    public IReadOnlyList<BaitShare> ByPosition => _positions;

    /// <summary>The sites, those with most headlines first.</summary>
    public IEnumerable<SiteFigures> Sites =>
        _sites.Values.OrderByDescending(site => site.Bait.Headlines).ThenBy(site => site.Name, StringComparer.Ordinal);

    /// <summary>The pages that are most surely full of clickbait, then those that could not be read.</summary>
    public IEnumerable<PageFigures> WorstPages => _pages.Values;

    /// <summary>The headlines that are most surely clickbait.</summary>
    public IEnumerable<Classification> Worst => _worst.Values;

    /// <summary>The headlines on most pages.</summary>
    public RepeatedHeadlines Repeated { get; } = new();

    /// <summary>Counts a page.</summary>
    public void Add(ScoredPage page)
    {
        Pages++;
        BadPages += page.Error is null ? 0 : 1;
        var bait = new BaitShare();
        var site = Site(page.Name);
        site.Pages++;
        foreach (var module in page.Modules)
        {
            for (var i = 0; i < module.Items.Count; i++)
            {
                if (module.Items[i].Scored.Classification is { } headline)
                {
                    Add(headline, i, bait, site);
                }
            }
        }

        // Pages with little to go by come after those that surely have much bait; the number keeps equals in order.
        _pages.Add(
            page.Error is not null ? -1
                : bait.Headlines == 0 ? -0.5
                : bait.Interval.Low,
            $"{Pages}",
            new PageFigures(Pages, page, bait)
        );
    }

    private void Add(Classification headline, int position, BaitShare page, SiteFigures site)
    {
        All.Add(headline);
        page.Add(headline);
        site.Bait.Add(headline);
        if (position < Positions)
        {
            _positions[position].Add(headline);
        }

        Repeated.Add(Pages, headline);
        if (PageTally.IsBait(headline))
        {
            _worst.Add(headline.Clickbait.Score, headline.Headline.ToUpperInvariant(), headline);
        }
    }

    private SiteFigures Site(string page)
    {
        var name = SiteName.Of(page);
        if (!_sites.TryGetValue(name, out var site))
        {
            if (_sites.Count >= MostSites && !_sites.TryGetValue(name = OtherSites, out site))
            {
                return _sites[name] = new SiteFigures(name);
            }

            site ??= _sites[name] = new SiteFigures(name);
        }

        return site;
    }
}

/// <summary>A page of a report.</summary>
/// <param name="Number">Its place among all pages, from 1.</param>
/// <param name="Page">The page.</param>
/// <param name="Bait">Its headlines.</param>
internal sealed record PageFigures(long Number, ScoredPage Page, BaitShare Bait);

/// <summary>A site of a report.</summary>
/// <param name="name">What the site is called.</param>
internal sealed class SiteFigures(string name)
{
    /// <summary>What the site is called.</summary>
    public string Name => name;

    /// <summary>How many pages it has.</summary>
    public long Pages { get; set; }

    /// <summary>Its headlines.</summary>
    public BaitShare Bait { get; } = new();
}
