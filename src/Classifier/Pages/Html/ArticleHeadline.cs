using System.Text.Json;
using System.Text.RegularExpressions;
using Classifier.Pages.Blocks;
using Classifier.Pages.Wording;

namespace Classifier.Pages.Html;

/// <summary>
/// Finds the headline of the page's article: the visible heading that agrees best with the titles in the page's metadata
/// (og:title, JSON-LD headline, title).
/// </summary>
internal static partial class ArticleHeadline
{
    private const int MaxHeadings = 2000;
    private const int MaxMetadataTitles = 10;
    private const double MinAgreement = 0.5;
    private const double MinAgreementBelowH1 = 0.6;
    private const int MaxHeadlineLength = 400;

    /// <summary>Finds the headline; returns null if the page has neither a heading nor a title.</summary>
    public static string? Find(PageMetadata metadata, PageTree tree)
    {
        string[] titles =
        [
            .. MetadataTitles(metadata)
                .Select(title => VisibleText.Collapse(title))
                .Where(title => title.Length > 0)
                .Take(MaxMetadataTitles),
        ];
        MetadataTitle[] read =
        [
            .. titles.Select(title => new MetadataTitle(Words(SiteName().Replace(title, "")), Words(title))),
        ];
        string? best = null,
            firstH1 = null,
            anyH1 = null;
        var bestScore = MinAgreement;
        foreach (var node in tree.Nodes.Where(IsHeading).Take(MaxHeadings))
        {
            if (node.InBoilerplate && node.Tag != "h1" || tree.TextLength(node) is < 3 or > MaxHeadlineLength)
            {
                continue;
            }

            var text = node.IsHeading ? LinkText.Read(tree, node) : tree.Text(node);
            if (text.Length < 3)
            {
                continue;
            }

            if (node.Tag == "h1" && !node.InBoilerplate)
            {
                anyH1 ??= text;
            }

            if (node.Tag == "h1" && !node.InBoilerplate && TextShape.IsHeadline(text))
            {
                firstH1 ??= text;
            }

            var words = Words(text);
            double agreement = read.Select(title => title.Agreement(words)).DefaultIfEmpty(0).Max(),
                score = agreement + Rank(node);
            if (node.Tag != "h1" && agreement < MinAgreementBelowH1)
            {
                continue;
            }

            if (score > bestScore)
            {
                (best, bestScore) = (text, score);
            }
        }

        return best
            ?? firstH1
            ?? FindDisplayedTitle(tree, titles, read)
            ?? titles.FirstOrDefault(TextShape.IsHeadline)
            ?? anyH1
            ?? titles.FirstOrDefault();
    }

    /// <summary>Returns the first visible text that is part of a metadata title, for pages without headings.</summary>
    private static string? FindDisplayedTitle(PageTree tree, string[] titles, MetadataTitle[] read) =>
        tree
            .Runs.Where(run =>
                !run.Parent.InBoilerplate
                && TextShape.IsHeadline(run.Text)
                && Array.Exists(titles, title => title.Contains(run.Text, StringComparison.OrdinalIgnoreCase))
            )
            .Select(run => run.Text)
            .FirstOrDefault(text => read.Any(title => title.Agreement(Words(text)) > MinAgreement));

    private static bool IsHeading(PageNode node) =>
        node.IsHeading || node.Traits.HasFlag(ElementTraits.Title) || node.Attribute("itemprop") == "headline";

    private static double Rank(PageNode node) =>
        node.Tag switch
        {
            "h1" => 0.3,
            _ when node.Attribute("itemprop") == "headline" => 0.2,
            "h2" => 0.1,
            "h3" => 0.05,
            _ => 0,
        }
        + (node.Link is null ? 0.1 : 0)
        - (node.InBoilerplate ? 0.15 : 0);

    /// <summary>Represents the words of a metadata title, with and without the name of the site.</summary>
    private readonly record struct MetadataTitle(HashSet<string> WithoutSite, HashSet<string> Whole)
    {
        /// <summary>Returns the Dice coefficient of two sets of words, 0 to 1. The better of the two variants counts.</summary>
        public double Agreement(HashSet<string> words) => Math.Max(Dice(words, WithoutSite), Dice(words, Whole));

        private static double Dice(HashSet<string> a, HashSet<string> b) =>
            a.Count + b.Count == 0 ? 0 : 2.0 * a.Count(b.Contains) / (a.Count + b.Count);
    }

    private static HashSet<string> Words(string text) =>
        [.. Word().Matches(text).Select(match => match.Value.ToLowerInvariant())];

    private static IEnumerable<string> MetadataTitles(PageMetadata metadata) =>
        [
            .. metadata.Contents("og:title", "twitter:title"),
            .. metadata.Scripts.SelectMany(ReadJsonHeadlines),
            SiteName().Replace(metadata.Title, ""),
        ];

    private static List<string> ReadJsonHeadlines(string json)
    {
        var headlines = new List<string>();
        try
        {
            using var parsed = JsonDocument.Parse(json);
            var open = new Stack<JsonElement>([parsed.RootElement]);
            while (open.TryPop(out var element))
            {
                if (element.ValueKind == JsonValueKind.Array)
                {
                    foreach (var child in element.EnumerateArray())
                    {
                        open.Push(child);
                    }
                }

                if (element.ValueKind != JsonValueKind.Object)
                {
                    continue;
                }

                if (element.TryGetProperty("headline", out var headline) && headline.ValueKind == JsonValueKind.String)
                {
                    headlines.Add(headline.GetString()!);
                }

                if (element.TryGetProperty("@graph", out var graph))
                {
                    open.Push(graph);
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Malformed JSON-LD is common; the other titles remain.
        }

        return headlines;
    }

    [GeneratedRegex(@"\s+(?:[|–—»·]|-{1,2})\s+[^|–—»·]{2,40}$")]
    private static partial Regex SiteName();

    [GeneratedRegex(@"[\p{L}\d]+")]
    private static partial Regex Word();
}
