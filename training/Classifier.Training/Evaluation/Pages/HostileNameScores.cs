namespace Classifier.Training.Evaluation.Pages;

/// <summary>Represents the effect of one hostile name on a page.</summary>
/// <param name="Page">The file name of the page.</param>
/// <param name="Renamed">The class, id, wrapper, or host that was renamed.</param>
/// <param name="Name">The hostile name.</param>
/// <param name="Items">The number of right headlines of the unchanged page.</param>
/// <param name="Lost">The number of those that are not found in the changed page.</param>
public sealed record HostileNameScore(string Page, string Renamed, string Name, int Items, int Lost);

/// <summary>Represents the effect of all hostile names on the pages of a folder.</summary>
/// <param name="Mutations">The number of changed pages that were read.</param>
/// <param name="ItemsLost">The share of right headlines that were lost, over all changed pages, 0 to 1.</param>
/// <param name="PagesLost">The number of changed pages that lost all headlines.</param>
/// <param name="ByName">The share of headlines lost by hostile name; hosts count as one name.</param>
/// <param name="Worst">The changes that lost the most headlines.</param>
public sealed record HostileNameScores(
    int Mutations,
    double ItemsLost,
    int PagesLost,
    IReadOnlyDictionary<string, double> ByName,
    IReadOnlyList<HostileNameScore> Worst
)
{
    private const int MaxWorst = 200;

    /// <summary>Reads and scores every variant of the pages of a folder with one hostile name.</summary>
    /// <param name="folder">The folder, as for <see cref="PageScores.OfFolder"/>.</param>
    /// <exception cref="Data.TrainingDataException">The folder or a page does not exist, or the folder has no gold files.</exception>
    public static HostileNameScores OfFolder(string folder)
    {
        HostileNameScore[] scores =
        [
            .. PageScores.HtmlPages(folder).AsParallel().AsOrdered().SelectMany(page => Score(page.Gold, page.Html)),
        ];
        return new HostileNameScores(
            scores.Length,
            LostShare(scores),
            scores.Count(score => score.Lost == score.Items),
            scores
                .GroupBy(score => HostileNames.Names.Contains(score.Name) ? score.Name : "host")
                .ToDictionary(group => group.Key, LostShare),
            [
                .. scores
                    .Where(score => score.Lost > 0)
                    .OrderByDescending(score => (double)score.Lost / score.Items)
                    .Take(MaxWorst),
            ]
        );
    }

    private static double LostShare(IEnumerable<HostileNameScore> scores) =>
        (double)scores.Sum(score => score.Lost) / Math.Max(1, scores.Sum(score => score.Items));

    private static List<HostileNameScore> Score(PageGold gold, string html)
    {
        using var variants = new HostileNames(gold, html);
        var right = PageScores.RightItems(gold, variants.ReadUnchanged());
        return right.Count == 0
            ? []
            :
            [
                .. variants
                    .ReadVariants()
                    .Select(variant => new HostileNameScore(
                        gold.Page,
                        variant.Renamed,
                        variant.Name,
                        right.Count,
                        right.Except(PageScores.RightItems(gold, variant.Page)).Count()
                    )),
            ];
    }
}
