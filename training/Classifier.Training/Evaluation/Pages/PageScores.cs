using System.Text;
using Classifier.Pages;
using Classifier.Training.Data;

namespace Classifier.Training.Evaluation.Pages;

/// <summary>How right the reading of a page is.</summary>
/// <param name="Page">The page's file name.</param>
/// <param name="Gold">How many headlines there are beside the article; those of optional lists not counted.</param>
/// <param name="Found">How many were found; those of optional lists not counted.</param>
/// <param name="Right">How many of them are right: the same text, white space collapsed and quotes, dashes and dots folded.</param>
/// <param name="IsHeadlineRight">Whether the article's headline is right.</param>
/// <param name="GoldModules">How many lists there are.</param>
/// <param name="FoundModules">How many were found.</param>
/// <param name="RightModules">How many lists share more than half of their items with one that was found, and it with them.</param>
/// <param name="RightTitles">How many of these have the right title.</param>
/// <param name="RightKinds">How many of these are of the right kind.</param>
/// <param name="RightHrefs">How many of the right headlines have the right link.</param>
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
    /// <summary>F1 of the headlines, 0 to 1; 1 when there are none and none were found.</summary>
    public double F1 => Gold + Found == 0 ? 1 : 2.0 * Right / (Gold + Found);
}

/// <summary>How right the reading of several pages is.</summary>
/// <param name="Pages">Each page.</param>
public sealed record PageScores(IReadOnlyList<PageScore> Pages)
{
    /// <summary>The mean F1 of the pages that have headlines beside the article.</summary>
    public double MacroF1 => Pages.Where(page => page.Gold > 0).Select(page => page.F1).DefaultIfEmpty(1).Average();

    /// <summary>F1 of the headlines of all pages together.</summary>
    public double MicroF1 =>
        2.0 * Pages.Sum(page => page.Right) / Math.Max(1, Pages.Sum(page => page.Gold + page.Found));

    /// <summary>How many headlines were found, on average, on a page that has none.</summary>
    public double FalseItemsPerNegative =>
        Pages.Where(page => page.Gold == 0).Select(page => (double)page.Found).DefaultIfEmpty(0).Average();

    /// <summary>The share of pages whose own headline is right.</summary>
    public double Headline => Pages.Average(page => page.IsHeadlineRight ? 1.0 : 0);

    /// <summary>F1 of the lists.</summary>
    public double ModuleF1 =>
        2.0
        * Pages.Sum(page => page.RightModules)
        / Math.Max(1, Pages.Sum(page => page.GoldModules + page.FoundModules));

    /// <summary>The share of right lists whose title is right.</summary>
    public double Titles =>
        (double)Pages.Sum(page => page.RightTitles) / Math.Max(1, Pages.Sum(page => page.RightModules));

    /// <summary>The share of right lists whose kind is right.</summary>
    public double Kinds =>
        (double)Pages.Sum(page => page.RightKinds) / Math.Max(1, Pages.Sum(page => page.RightModules));

    /// <summary>The share of right headlines whose link is right.</summary>
    public double Hrefs => (double)Pages.Sum(page => page.RightHrefs) / Math.Max(1, Pages.Sum(page => page.Right));

    /// <summary>Reads and scores every page of a folder that has a <c>NAME.gold.json</c> beside it.</summary>
    /// <param name="folder">Has <c>NAME.html</c> or <c>NAME.txt</c> and <c>NAME.gold.json</c>.</param>
    /// <param name="change">How to change the HTML pages before they are read.</param>
    /// <exception cref="TrainingDataException">There is no such folder, no gold, or a page is missing.</exception>
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

    /// <summary>Scores the HTML pages of a folder, read by trees that are learned from other pages: the same evidence as the rules
    /// have, each page left out when it is read.</summary>
    /// <param name="folder">As for <see cref="OfFolder"/>.</param>
    /// <param name="learnFrom">Folders of the same kind to learn from.</param>
    /// <exception cref="TrainingDataException">There is no such folder, no gold, or a page is missing.</exception>
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

    private static string Html((PageGold Gold, string Page, bool IsHtml) file) =>
        PageContent.Decode(File.ReadAllBytes(file.Page), null);

    private static IEnumerable<(PageGold Gold, string Page, bool IsHtml)> Files(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new TrainingDataException($"{folder}: there is no such folder.");
        }

        string[] golds = [.. Directory.GetFiles(folder, "*.gold.json").Order(StringComparer.Ordinal)];
        if (golds.Length == 0)
        {
            throw new TrainingDataException($"{folder}: there are no files NAME.gold.json.");
        }

        return golds.Select(path =>
        {
            var name = path[..^".gold.json".Length];
            var page =
                new[] { name + ".html", name + ".txt" }.FirstOrDefault(File.Exists)
                ?? throw new TrainingDataException(
                    $"{path}: there is no page {Path.GetFileName(name)}.html or .txt beside it."
                );
            return (PageGold.Read(path), page, page.EndsWith(".html", StringComparison.Ordinal));
        });
    }

    /// <summary>Scores the reading of one page.</summary>
    /// <param name="gold">What a reader sees.</param>
    /// <param name="page">What was found.</param>
    public static PageScore Score(PageGold gold, Page page)
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

    /// <summary>A text with typographic quotes, dashes and dots folded to plain ones and its white space collapsed.</summary>
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
