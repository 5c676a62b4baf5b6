using System.Text;
using Classifier.Pages;
using Classifier.Training.Data;

namespace Classifier.Training.Evaluation.Pages;

/// <summary>Represents the score of one page.</summary>
/// <param name="Page">The file name of the page.</param>
/// <param name="Gold">The number of headlines in the gold, without those of optional lists.</param>
/// <param name="Found">The number of headlines found, without those of optional lists.</param>
/// <param name="Right">The number of headlines found that equal a headline of the gold, after collapsing white space and folding quotes, dashes, and ellipses.</param>
/// <param name="IsHeadlineRight">True if the headline of the article is right.</param>
/// <param name="GoldModules">The number of lists in the gold.</param>
/// <param name="FoundModules">The number of lists found.</param>
/// <param name="RightModules">The number of lists that share more than half of their items with a list found, and the reverse.</param>
/// <param name="RightTitles">The number of right lists with the right title.</param>
/// <param name="RightKinds">The number of right lists of the right kind.</param>
/// <param name="RightHrefs">The number of right headlines with the right link.</param>
public sealed record PageScore(
    string Page,
    int Gold,
    int Found,
    int Right,
    bool IsHeadlineRight,
    int GoldModules,
    int FoundModules,
    int RightModules,
    int RightTitles,
    int RightKinds,
    int RightHrefs
)
{
    /// <summary>Gets the F1 of the headlines, 0 to 1; 1 if the gold has none and none were found.</summary>
    public double F1 => Gold + Found == 0 ? 1 : 2.0 * Right / (Gold + Found);
}

/// <summary>Represents the scores of several pages.</summary>
/// <param name="Pages">The scores of the pages.</param>
public sealed record PageScores(IReadOnlyList<PageScore> Pages)
{
    /// <summary>Gets the mean F1 of the pages whose gold has headlines.</summary>
    public double MacroF1 => Pages.Where(page => page.Gold > 0).Select(page => page.F1).DefaultIfEmpty(1).Average();

    /// <summary>Gets the F1 over the headlines of all pages.</summary>
    public double MicroF1 =>
        2.0 * Pages.Sum(page => page.Right) / Math.Max(1, Pages.Sum(page => page.Gold + page.Found));

    /// <summary>Gets the mean number of headlines found on pages whose gold has none.</summary>
    public double FalseItemsPerNegative =>
        Pages.Where(page => page.Gold == 0).Select(page => (double)page.Found).DefaultIfEmpty(0).Average();

    /// <summary>Gets the share of pages whose article headline is right.</summary>
    public double Headline => Pages.Average(page => page.IsHeadlineRight ? 1.0 : 0);

    /// <summary>Gets the F1 of the lists.</summary>
    public double ModuleF1 =>
        2.0
        * Pages.Sum(page => page.RightModules)
        / Math.Max(1, Pages.Sum(page => page.GoldModules + page.FoundModules));

    /// <summary>Gets the share of right lists with the right title.</summary>
    public double Titles =>
        (double)Pages.Sum(page => page.RightTitles) / Math.Max(1, Pages.Sum(page => page.RightModules));

    /// <summary>Gets the share of right lists of the right kind.</summary>
    public double Kinds =>
        (double)Pages.Sum(page => page.RightKinds) / Math.Max(1, Pages.Sum(page => page.RightModules));

    /// <summary>Gets the share of right headlines with the right link.</summary>
    public double Hrefs => (double)Pages.Sum(page => page.RightHrefs) / Math.Max(1, Pages.Sum(page => page.Right));

    /// <summary>Reads and scores every page of a folder that has a gold file.</summary>
    /// <param name="folder">The folder, with <c>NAME.gold.json</c> beside each <c>NAME.html</c> or <c>NAME.txt</c>.</param>
    /// <param name="change">The change to apply to HTML pages before they are read.</param>
    /// <exception cref="TrainingDataException">The folder or a page does not exist, or the folder has no gold files.</exception>
    public static PageScores OfFolder(string folder, PageChange change = PageChange.None) =>
        new([
            .. Files(folder)
                .Select(file =>
                    Score(
                        file.Gold,
                        change == PageChange.None || !file.IsHtml
                            ? PageReader.Read(File.ReadAllBytes(file.Page))
                            : PageReader.Read(
                                PageChanges.Apply(Html(file), change, file.Gold),
                                PageFormat.Html,
                                "utf-8"
                            )
                    )
                ),
        ]);

    /// <summary>Reads and scores the HTML pages of a folder with boosted trees in place of the rules. The trees are trained without the
    /// page that is read.</summary>
    /// <param name="folder">The folder, as for <see cref="OfFolder"/>.</param>
    /// <param name="learnFrom">The folders of pages to train on.</param>
    /// <exception cref="TrainingDataException">The folder or a page does not exist, or the folder has no gold files.</exception>
    public static PageScores OfFolderLearned(string folder, IEnumerable<string> learnFrom)
    {
        var learned = new LearnedLists(
            learnFrom.SelectMany(Files).Where(file => file.IsHtml).Select(file => (file.Gold, Html(file)))
        );
        return new PageScores([
            .. Files(folder)
                .Where(file => file.IsHtml)
                .Select(file => Score(file.Gold, learned.Read(file.Gold.Page, Html(file)))),
        ]);
    }

    /// <summary>Returns the gold and the HTML of the HTML pages of a folder.</summary>
    internal static IEnumerable<(PageGold Gold, string Html)> HtmlPages(string folder) =>
        Files(folder).Where(file => file.IsHtml).Select(file => (file.Gold, Html(file)));

    /// <summary>Returns the right headlines of a page, folded as for comparison.</summary>
    internal static HashSet<string> RightItems(PageGold gold, Page page)
    {
        var found = Texts(page.Modules.SelectMany(module => module.Items).Select(item => item.Text));
        found.IntersectWith(
            Texts(
                gold.Modules.Where(module => !module.Optional)
                    .SelectMany(module => module.Items)
                    .Select(item => item.Text)
            )
        );
        return found;
    }

    private static string Html((PageGold Gold, string Page, bool IsHtml) file) =>
        PageContent.Decode(File.ReadAllBytes(file.Page), null);

    private static IEnumerable<(PageGold Gold, string Page, bool IsHtml)> Files(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new TrainingDataException($"{folder}: the folder does not exist.");
        }

        string[] golds = [.. Directory.GetFiles(folder, "*.gold.json").Order(StringComparer.Ordinal)];
        if (golds.Length == 0)
        {
            throw new TrainingDataException($"{folder}: the folder has no files NAME.gold.json.");
        }

        return golds.Select(path =>
        {
            var name = path[..^".gold.json".Length];
            var page =
                new[] { name + ".html", name + ".txt" }.FirstOrDefault(File.Exists)
                ?? throw new TrainingDataException(
                    $"{path}: the page {Path.GetFileName(name)}.html or .txt is missing."
                );
            return (PageGold.Read(path), page, page.EndsWith(".html", StringComparison.Ordinal));
        });
    }

    /// <summary>Scores one page.</summary>
    /// <param name="gold">The gold of the page.</param>
    /// <param name="page">The headlines found.</param>
    internal static PageScore Score(PageGold gold, Page page)
    {
        PageGoldModule[] required = [.. gold.Modules.Where(module => !module.Optional)];
        var wanted = Texts(required.SelectMany(module => module.Items).Select(item => item.Text));
        var neutral = Texts(
            gold.Modules.Where(module => module.Optional).SelectMany(module => module.Items).Select(item => item.Text)
        );
        neutral.ExceptWith(wanted);

        var found = page
            .Modules.Select(module => (Module: module, Texts: Texts(module.Items.Select(item => item.Text))))
            .ToArray();
        foreach ((_, var texts) in found)
        {
            texts.ExceptWith(neutral);
        }

        found = [.. found.Where(module => module.Texts.Count > 0)];
        HashSet<string> got = [.. found.SelectMany(module => module.Texts)];
        HashSet<string> right = [.. got.Where(wanted.Contains)];

        var matches = required
            .Select(module =>
            {
                var texts = Texts(module.Items.Select(item => item.Text));
                return (
                    Gold: module,
                    Found: found
                        .FirstOrDefault(other =>
                            2 * other.Texts.Count(texts.Contains) is var shared
                            && shared > texts.Count
                            && shared > other.Texts.Count
                        )
                        .Module
                );
            })
            .Where(match => match.Found is not null)
            .ToArray();

        var links = gold
            .Modules.SelectMany(module => module.Items)
            .ToLookup(item => Fold(item.Text), item => item.Href);
        return new PageScore(
            gold.Page,
            wanted.Count,
            got.Count,
            right.Count,
            gold.Headlines.Select(Fold).Contains(Fold(page.Headline ?? "")),
            required.Length,
            found.Length,
            matches.Length,
            matches.Count(match => Fold(match.Gold.Title ?? "") == Fold(match.Found.Title ?? "")),
            matches.Count(match =>
                match.Gold.Kind == (match.Found.Kind == PageModuleKind.Sponsored ? "sponsored" : "editorial")
            ),
            right.Count(text =>
                page.Modules.SelectMany(module => module.Items)
                    .Any(item => Fold(item.Text) == text && links[text].Contains(item.Href))
            )
        );
    }

    private static HashSet<string> Texts(IEnumerable<string> texts) =>
        [.. texts.Select(Fold).Where(text => text.Length > 0)];

    /// <summary>Returns a text with typographic quotes, dashes, and ellipses folded to ASCII and white space collapsed.</summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            _ = c switch
            {
                '‘' or '’' or '‚' => folded.Append('\''),
                '“' or '”' or '„' => folded.Append('"'),
                '–' or '—' => folded.Append('-'),
                '…' => folded.Append("..."),
                '\u00ad' or '\u200b' => folded,
                _ => folded.Append(c),
            };
        }

        return string.Join(' ', folded.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
