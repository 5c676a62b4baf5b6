using Classifier.Scoring;

namespace Classifier.Cli.Paging;

/// <summary>Counts pages and the clickbait on them.</summary>
internal sealed class PageTally
{
    /// <summary>How many pages were taken.</summary>
    public long Pages { get; private set; }

    /// <summary>How many of them could not be read.</summary>
    public long BadPages { get; private set; }

    /// <summary>How many headlines beside articles were scored.</summary>
    public long Headlines { get; private set; }

    /// <summary>How many of them are clickbait: of the bands considerable and heavy.</summary>
    public long Bait { get; private set; }

    /// <summary>The share of clickbait among the headlines, 0 to 1; 0 when there are none.</summary>
    public double BaitShare => Headlines == 0 ? 0 : (double)Bait / Headlines;

    /// <summary>Whether a headline counts as clickbait.</summary>
    public static bool IsBait(Classification headline) => headline.Clickbait.Band >= ClickbaitBand.Considerable;

    /// <summary>Counts a page.</summary>
    public void Add(ScoredPage page)
    {
        Pages++;
        BadPages += page.Error is null ? 0 : 1;
        foreach (var item in page.Items)
        {
            if (item.Scored.Classification is not { } headline)
            {
                continue;
            }

            Headlines++;
            Bait += IsBait(headline) ? 1 : 0;
        }
    }
}
