using Classifier.Scoring;

namespace Classifier.Cli.Paging;

/// <summary>Counts pages, headlines, and clickbait.</summary>
internal sealed class PageTally
{
    /// <summary>Gets the number of pages.</summary>
    public long Pages { get; private set; }

    /// <summary>Gets the number of pages that could not be read.</summary>
    public long BadPages { get; private set; }

    /// <summary>Gets the number of classified headlines in modules, in supported languages.</summary>
    public long Headlines { get; private set; }

    /// <summary>Gets the number of headlines that are considerable or heavy clickbait.</summary>
    public long Bait { get; private set; }

    /// <summary>Gets the share of clickbait, 0 to 1; 0 if there are no headlines.</summary>
    public double BaitShare => Headlines == 0 ? 0 : (double)Bait / Headlines;

    /// <summary>Determines whether a headline counts as clickbait: the bands considerable and heavy.</summary>
    public static bool IsBait(Classification headline) => headline.Clickbait.Band >= ClickbaitBand.Considerable;

    /// <summary>Adds a page.</summary>
    public void Add(ScoredPage page)
    {
        Pages++;
        BadPages += page.Error is null ? 0 : 1;
        foreach (var item in page.Items)
        {
            if (item.Scored.Classification is not { LanguageSupported: true } headline)
            {
                continue;
            }

            Headlines++;
            Bait += IsBait(headline) ? 1 : 0;
        }
    }
}
