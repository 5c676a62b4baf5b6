using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Classifier.Pages;

/// <summary>
/// The headline of the page's article: the heading that a reader sees, picked by how well it agrees with what the page says of
/// itself (og:title, JSON-LD headline, title).
/// </summary>
internal static partial class ArticleHeadline
{
    private const double LeastAgreement = 0.5;

    /// <summary>Finds the headline; null when the page has neither a heading nor a title.</summary>
    public static string? Find(IHtmlDocument document)
    {
        string[] claims = [.. Claims(document).Select(VisibleText.Collapse).Where(claim => claim.Length > 0)];
        string? best = null;
        double bestScore = LeastAgreement;
        foreach (IElement heading in document.QuerySelectorAll("h1, h2, h3, [itemprop~=headline], [class*=headline], [class*=title]"))
        {
            if (heading is IHtmlMetaElement or IHtmlScriptElement || Clutter.IsInside(heading)) continue;
            string text = VisibleText.Of(heading);
            if (text.Length is < 3 or > 400) continue;
            double score = claims.Select(claim => Agreement(text, claim)).DefaultIfEmpty(0).Max() + Rank(heading);
            if (score > bestScore) (best, bestScore) = (text, score);
        }
        return best ?? FirstTopHeading(document) ?? claims.FirstOrDefault();
    }

    private static string? FirstTopHeading(IHtmlDocument document) =>
        document.QuerySelectorAll("h1").Where(heading => !Clutter.IsInside(heading)).Select(VisibleText.Of).FirstOrDefault(HeadlineShape.IsHeadline);

    private static double Rank(IElement heading) => heading.LocalName switch
    {
        "h1" => 0.3,
        _ when heading.GetAttribute("itemprop") == "headline" => 0.2,
        "h2" => 0.1,
        "h3" => 0.05,
        _ => 0,
    } + (heading.Closest("a") is null ? 0.1 : 0);

    /// <summary>The share of words in common, of the words of both (Dice); a site's name after a dash or a bar costs little.</summary>
    private static double Agreement(string text, string claim)
    {
        HashSet<string> a = Words(text), b = Words(SiteName().Replace(claim, "")), whole = Words(claim);
        double Dice(HashSet<string> other) => a.Count + other.Count == 0 ? 0 : 2.0 * a.Count(other.Contains) / (a.Count + other.Count);
        return Math.Max(Dice(b), Dice(whole));
    }

    private static HashSet<string> Words(string text) =>
        [.. Word().Matches(text).Select(match => match.Value.ToLowerInvariant())];

    private static IEnumerable<string> Claims(IHtmlDocument document)
    {
        foreach (IElement meta in document.QuerySelectorAll("meta[property='og:title'], meta[name='og:title'], meta[name='twitter:title']"))
            yield return meta.GetAttribute("content") ?? "";
        foreach (IElement script in document.QuerySelectorAll("script[type='application/ld+json']"))
            foreach (string headline in JsonHeadlines(script.TextContent)) yield return headline;
        yield return SiteName().Replace(document.Title ?? "", "");
    }

    private static List<string> JsonHeadlines(string json)
    {
        var headlines = new List<string>();
        try
        {
            using var parsed = JsonDocument.Parse(json);
            var open = new Stack<JsonElement>([parsed.RootElement]);
            while (open.TryPop(out JsonElement element))
            {
                if (element.ValueKind == JsonValueKind.Array) foreach (JsonElement child in element.EnumerateArray()) open.Push(child);
                if (element.ValueKind != JsonValueKind.Object) continue;
                if (element.TryGetProperty("headline", out JsonElement headline) && headline.ValueKind == JsonValueKind.String)
                    headlines.Add(headline.GetString()!);
                if (element.TryGetProperty("@graph", out JsonElement graph)) open.Push(graph);
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
