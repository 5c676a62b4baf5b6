using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Classifier.Cli.Tests.Commands.Scoring;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Reports;

public sealed class PageReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task All_headlines_are_listed_with_scores_and_reasons()
    {
        var report = await ReportAsync(PageCommandTests.Html);

        Assert.Equal(
            "Ferry service to the islands resumes after a week of storms",
            report.QuerySelector(".page h3")!.TextContent
        );
        Assert.Equal(
            [
                "Council votes to close the old swimming pool in March",
                "You wont believe what this fisherman found in his net!",
                "Rovers beat United in a rain-soaked cup final on Saturday",
            ],
            report.QuerySelectorAll(".headlines .headline").Select(headline => headline.TextContent)
        );
        Assert.Contains(
            report.QuerySelectorAll(".headlines mark"),
            mark => mark.TextContent.Contains("wont believe", StringComparison.Ordinal)
        );
        Assert.Contains(
            "fisherman",
            Assert.Single(report.QuerySelectorAll(".strongest li")).TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_base_and_the_listed_reasons_of_a_headline_sum_to_its_logit()
    {
        var report = await ReportAsync(PageCommandTests.Html);
        var row = Assert.Single(report.QuerySelectorAll(".headlines tr.is-bait"));
        var parts = row.QuerySelectorAll(".reasons > span")
            .Select(part =>
                (
                    Name: part.TextContent,
                    Value: double.Parse(
                        part.QuerySelector("data")!.GetAttribute("value")!,
                        CultureInfo.InvariantCulture
                    )
                )
            )
            .ToList();
        Assert.Contains("wont believe", parts[0].Name, StringComparison.Ordinal);
        Assert.Equal(["others", "base", "sum"], parts[^3..].Select(part => part.Name.Split(' ')[0]));
        Assert.Equal(parts[^1].Value, parts[..^1].Sum(part => part.Value), 1e-4);
        Assert.Equal(
            double.Parse(row.GetAttribute("data-score")!, CultureInfo.InvariantCulture),
            1 / (1 + Math.Exp(-parts[^1].Value)),
            1e-3
        );
    }

    [Fact]
    public async Task Content_of_a_page_cannot_inject_scripts_or_resources()
    {
        var hostile = PageCommandTests
            .Html.Replace(
                "Council votes",
                "Council &lt;script&gt;alert(1)&lt;/script&gt; votes",
                StringComparison.Ordinal
            )
            .Replace(
                "</ul>",
                "<li><a href=\"javascript:alert(2)\">Four new buses for the coast road arrive in spring</a></li></ul>",
                StringComparison.Ordinal
            )
            .Replace(
                "href=\"/news/4\"",
                "href=\"https://x.example/?a=&quot;&gt;&lt;img src=x onerror=alert(3)&gt;\"",
                StringComparison.Ordinal
            )
            .Replace("Most read", "Most &lt;img src=x&gt; read", StringComparison.Ordinal);

        var report = await ReportAsync(hostile);

        Assert.Empty(report.QuerySelectorAll("img, iframe, link, object"));
        Assert.DoesNotContain(
            "alert",
            Assert.Single(report.QuerySelectorAll("script")).TextContent,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            report.All.SelectMany(element => element.Attributes),
            attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)
        );
        Assert.All(
            report.QuerySelectorAll<IHtmlAnchorElement>(".headlines a"),
            link => Assert.StartsWith("http", link.GetAttribute("href"), StringComparison.Ordinal)
        );
        Assert.Contains("Council <script>alert(1)</script> votes", report.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-",
            report.QuerySelector("meta[http-equiv]")!.GetAttribute("content"),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(
        "<link rel=\"canonical\" href=\"https://www.mill.example/news/one\">",
        "mill.example",
        "https://www.mill.example/news/3"
    )]
    [InlineData(
        "<meta property='og:url' content='https://mill.example/x'>",
        "mill.example",
        "https://mill.example/news/3"
    )]
    [InlineData(
        "<base href=\"/archive/\"><meta property=\"og:url\" content=\"https://mill.example/x\">",
        "mill.example",
        "https://mill.example/news/3"
    )]
    [InlineData("<meta property=\"og:site_name\" content=\"Mill &amp; Valley\">", "Mill & Valley", null)]
    public async Task The_strongest_headlines_have_their_place_and_a_resolved_link(
        string head,
        string site,
        string? href
    )
    {
        var report = await ReportAsync("<html><head>" + head + "</head>" + PageCommandTests.Html);

        var strongest = Assert.Single(report.QuerySelectorAll("#strongest li"));
        Assert.Contains(
            site + " · Most read",
            strongest.QuerySelector(".printed")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(href, strongest.QuerySelector("a")?.GetAttribute("href"));
    }

    [Fact]
    public async Task Headlines_in_unsupported_languages_are_not_counted()
    {
        var report = await ReportAsync(
            PageCommandTests.Html.Replace(
                "Council votes to close the old swimming pool in March",
                "Der Gemeinderat stimmt für die Schließung des alten Schwimmbads",
                StringComparison.Ordinal
            )
        );

        Assert.Equal("2", report.QuerySelectorAll(".summary dd")[1].TextContent);
        Assert.Contains(
            "unsupported languages",
            report.QuerySelector(".summary")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "unsupported language",
            report.QuerySelector("#headlines")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("", 0, "2")]
    [InlineData("sponsored", 1, "2")]
    [InlineData("unsupported", 0, "3")]
    public async Task Sponsored_and_unsupported_headlines_are_included_on_request(
        string include,
        int strongest,
        string counted
    )
    {
        var page = PageCommandTests
            .Html.Replace("Most read", "Sponsored", StringComparison.Ordinal)
            .Replace(
                "Council votes to close the old swimming pool in March",
                "Der Gemeinderat stimmt für die Schließung des alten Schwimmbads",
                StringComparison.Ordinal
            );

        var report = await ReportAsync(page, include.Length == 0 ? [] : ["--include", include]);

        Assert.Equal(strongest, report.QuerySelectorAll("#strongest li").Length);
        Assert.Equal(counted, report.QuerySelectorAll(".summary dd")[1].TextContent);
    }

    [Fact]
    public async Task A_page_in_another_language_is_not_counted_and_says_why()
    {
        var report = await ReportAsync(
            "<!doctype html><html lang=\"de\"><h1>Der Hafen ist wieder offen</h1><p>Das erste Boot fuhr am Morgen.</p>"
                + "<aside><h2>Meistgelesen</h2><ul><li><a href=\"/1\">Trainer Kim verlässt Hamburg nach drei Jahren</a></li>"
                + "<li><a href=\"/2\">Stadtrat schließt das Schwimmbad im Winter</a></li>"
                + "<li><a href=\"/3\">Papst Leo reagiert auf Trumps Angriff</a></li></ul></aside></html>"
        );

        Assert.Equal("0", report.QuerySelectorAll(".summary dd")[1].TextContent);
        Assert.Contains("“de”", report.QuerySelector(".page .empty")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            3,
            report
                .QuerySelectorAll("#headlines .printed")
                .Count(line => line.TextContent.StartsWith("unsupported language", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task A_page_without_headlines_states_the_probable_reason()
    {
        var report = await ReportAsync(
            "<!doctype html><title>Mill</title><div id=\"app\"></div><script src=\"a.js\"></script><script></script><script></script>"
        );

        Assert.Contains("JavaScript", report.QuerySelector(".page .empty")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stories_of_several_sites_are_compared()
    {
        foreach (
            var (site, wording) in new[]
            {
                ("mill", "Mill wheel turns again after long repair"),
                ("weir", "Mill wheel turns again after a long repair"),
            }
        )
        {
            _folder.Write(
                $"pages/{site}.html",
                $"<link rel=\"canonical\" href=\"https://{site}.example/\">"
                    + PageCommandTests.Html.Replace(
                        "Council votes to close the old swimming pool in March",
                        wording,
                        StringComparison.Ordinal
                    )
            );
        }

        var output = _folder.Of("report.html");
        await ClassifierProgram.RunAsync(["page", _folder.Of("pages"), "--output", output]);
        var report = new HtmlParser().ParseDocument(
            await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken)
        );

        var story = Assert.Single(
            report.QuerySelectorAll("#stories li"),
            story => story.TextContent.Contains("Mill wheel", StringComparison.Ordinal)
        );
        Assert.Equal(
            ["mill.example", "weir.example"],
            story.QuerySelectorAll("tbody th").Select(site => site.TextContent).Order()
        );
    }

    [Fact]
    public async Task The_share_of_clickbait_has_a_confidence_interval()
    {
        var report = await ReportAsync(PageCommandTests.Html);

        // The Wilson interval of 1 in 3 is .061 to .792.
        Assert.Contains(
            "clickbait (95 %: 6–79 %)",
            report.QuerySelector(".summary")!.TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_unreadable_page_is_reported_with_its_error()
    {
        var report = await ReportAsync("");

        Assert.Contains(
            "the page is empty",
            report.QuerySelector(".page .error")!.TextContent,
            StringComparison.Ordinal
        );
    }

    private async Task<IHtmlDocument> ReportAsync(string page, params string[] options)
    {
        var output = _folder.Of("report.html");
        await ClassifierProgram.RunAsync(["page", _folder.Write("page.html", page), "--output", output, .. options]);
        return new HtmlParser().ParseDocument(
            await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken)
        );
    }
}
