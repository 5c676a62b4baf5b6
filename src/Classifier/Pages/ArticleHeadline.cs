using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;

namespace Classifier.Pages;

/// <summary>
/// The headline of the page's article: the heading that a reader sees, picked by how well it agrees with what the page says of
/// itself (og:title, JSON-LD headline, title).
/// </summary>
internal static partial class ArticleHeadline
{
    private const int MostHeadings = 2000;
    private const int MostClaims = 10;
    private const double LeastAgreement = 0.5;
    private const double LeastAgreementBelowTop = 0.6;
    private const int LongestHeadline = 400;

    /// <summary>Finds the headline; null when the page has neither a heading nor a title.</summary>
    public static string? Find(IHtmlDocument document, PageTree tree)
    {
        string[] claims =
        [
            .. Claims(document)
                .Select(claim => VisibleText.Collapse(claim))
                .Where(claim => claim.Length > 0)
                .Take(MostClaims),
        ];
        Claim[] read = [.. claims.Select(claim => new Claim(Words(SiteName().Replace(claim, "")), Words(claim)))];
        string? best = null,
            firstTop = null;
        var bestScore = LeastAgreement;
        foreach (var node in tree.Nodes.Where(IsHeading).Take(MostHeadings))
        {
            if (node.InFurniture && node.Tag != "h1" || tree.TextLength(node) is < 3 or > LongestHeadline)
            {
                continue;
            }

            var text = node.IsHeading ? LinkText.Of(tree, node) : tree.Text(node);
            if (text.Length < 3)
            {
                continue;
            }

            if (node.Tag == "h1" && !node.InFurniture && HeadlineShape.IsHeadline(text))
            {
                firstTop ??= text;
            }

            var words = Words(text);
            double agreement = read.Select(claim => claim.Agreement(words)).DefaultIfEmpty(0).Max(),
                score = agreement + Rank(node);
            if (node.Tag != "h1" && agreement < LeastAgreementBelowTop)
            {
                continue;
            }

            if (score > bestScore)
            {
                (best, bestScore) = (text, score);
            }
        }

        return best ?? firstTop ?? PrintedClaim(tree, claims, read) ?? claims.FirstOrDefault();
    }

    /// <summary>The line of a page without headings that says what the page says of itself.</summary>
    private static string? PrintedClaim(PageTree tree, string[] claims, Claim[] read) =>
        tree
            .Runs.Where(run =>
                !run.Parent.InFurniture
                && HeadlineShape.IsHeadline(run.Text)
                && Array.Exists(claims, claim => claim.Contains(run.Text, StringComparison.OrdinalIgnoreCase))
            )
            .Select(run => run.Text)
            .FirstOrDefault(text => read.Any(claim => claim.Agreement(Words(text)) > LeastAgreement));

    private static bool IsHeading(PageNode node) =>
        node.IsHeading || node.Names.HasFlag(ElementNames.Title) || node.Attribute("itemprop") == "headline";

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
        - (node.InFurniture ? 0.15 : 0);

    /// <summary>What the page says of itself, as words: without the site's name and in whole.</summary>
    private readonly record struct Claim(HashSet<string> WithoutSite, HashSet<string> Whole)
    {
        /// <summary>The share of words in common, of the words of both (Dice); a site's name after a dash or a bar costs little.</summary>
        public double Agreement(HashSet<string> words) => Math.Max(Dice(words, WithoutSite), Dice(words, Whole));

        private static double Dice(HashSet<string> a, HashSet<string> b) =>
            a.Count + b.Count == 0 ? 0 : 2.0 * a.Count(b.Contains) / (a.Count + b.Count);
    }

    private static HashSet<string> Words(string text) =>
        [.. Word().Matches(text).Select(match => match.Value.ToLowerInvariant())];

    private static IEnumerable<string> Claims(IHtmlDocument document)
    {
        foreach (
            var meta in document.QuerySelectorAll(
                "meta[property='og:title'], meta[name='og:title'], meta[name='twitter:title']"
            )
        )
        {
            yield return meta.GetAttribute("content") ?? "";
        }

        foreach (var script in document.QuerySelectorAll("script[type='application/ld+json']"))
        {
            foreach (var headline in JsonHeadlines(script.TextContent))
            {
                yield return headline;
            }
        }

        yield return SiteName().Replace(document.Title ?? "", "");
    }

    private static List<string> JsonHeadlines(string json)
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
            // Much JSON-LD in the wild is malformed; the page's other claims serve.
        }

        return headlines;
    }

    [GeneratedRegex(@"\s+(?:[|–—»·]|-{1,2})\s+[^|–—»·]{2,40}$")]
    private static partial Regex SiteName();

    [GeneratedRegex(@"[\p{L}\d]+")]
    private static partial Regex Word();
}
