using System.Text;
using Classifier.Cli.Paging;
using Classifier.Cli.Sources;
using Classifier.Pages;
using Xunit;

namespace Classifier.Cli.Tests.Sources;

/// <summary>Tests the faults of real feeds and sitemaps.</summary>
public sealed class FeedPageTests
{
    private const string Item =
        "<item><title>Mill wheel turns again after repair</title><link>https://mill.example/1</link></item>";

    [Theory]
    [InlineData("<rss><channel><title>Grain & Flour</title>{0}</channel></rss>")]
    [InlineData("\n\n<?xml version=\"1.0\"?><rss><channel>{0}</channel></rss>")]
    [InlineData("<rss><channel>{0}</channel></rss>}}")]
    [InlineData("<rss><channel>{0}</channel></rss><!-- generated in 3 ms -->\n<script>x</script>")]
    [InlineData("<rss><channel><copyright>&copy;&nbsp;Mill</copyright>{0}</channel></rss>")]
    [InlineData("<rss><channel><dc:rights>Mill</dc:rights>{0}</channel></rss>")]
    [InlineData("<rss><channel><link>https://mill.example/?a=1&b=2</link>{0}</channel></rss>")]
    [InlineData("<rss><channel><description>\u0007 bell, 3 < 4</description>{0}</channel></rss>")]
    [InlineData(
        "<rss><channel><item><title>Second</title><description><b>open</description></item>{0}</channel></rss>"
    )]
    [InlineData("<rss><channel>{0}<item><title>cut o")]
    [InlineData("<!DOCTYPE rss [<!ENTITY mill \"x\">]><rss><channel>{0}</channel></rss>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-16\"?><rss><channel>{0}</channel></rss>")]
    [InlineData("<br />\n<b>Warning</b>: a < b<br />\n<?xml version=\"1.0\"?><rss><channel>{0}</channel></rss>")]
    [InlineData(
        "<RSS><CHANNEL><ITEM><TITLE>Mill wheel turns again after repair</TITLE><LINK>https://mill.example/1</LINK></ITEM></CHANNEL></RSS>"
    )]
    public void Ill_formed_feeds_are_read(string feed)
    {
        var page = Read(
            feed.Replace("{0}", Item, StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)
        );

        Assert.Contains(
            page.Modules[0].Items,
            item => item is { Text: "Mill wheel turns again after repair", Href: "https://mill.example/1" }
        );
    }

    [Theory]
    [InlineData("<item><title>")]
    [InlineData("<title>")]
    [InlineData("<link x")]
    public void Deeply_nested_or_unclosed_elements_lose_no_other_entry(string repeated) =>
        Assert.Contains(
            Read($"<rss><channel>{Item}{string.Concat(Enumerable.Repeat(repeated, 200_000))}</channel></rss>")
                .Modules[0]
                .Items,
            item => item.Text == "Mill wheel turns again after repair"
        );

    [Theory]
    [InlineData("Flour & bread prices rise", "Flour & bread prices rise")]
    [InlineData("Flour&nbsp;prices rise &mdash; again", "Flour prices rise — again")]
    [InlineData("&lt;em&gt;Flour&lt;/em&gt; &amp;amp; bread", "Flour & bread")]
    [InlineData("<![CDATA[Flour & <b>bread</b> prices]]>", "Flour & bread prices")]
    [InlineData("AT&T; and R&D", "AT&T; and R&D")]
    [InlineData("Flour&#8217;s price &#x2013; &#0;up", "Flour’s price – up")]
    public void Titles_are_plain_text(string title, string expected) =>
        Assert.Equal(
            expected,
            Read($"<rss><channel><item><title>{title}</title></item></channel></rss>").Modules[0].Items[0].Text
        );

    [Theory]
    [InlineData(null, "iso-8859-1")]
    [InlineData("utf-8", "iso-8859-1")]
    [InlineData("us-ascii", "utf-8")]
    [InlineData("iso-8859-1", "utf-8")]
    [InlineData("windows-1252", "windows-1252")]
    public void The_bytes_determine_the_charset(string? declared, string actual)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var prolog = declared is null ? "<?xml version=\"1.0\"?>" : $"<?xml version=\"1.0\" encoding=\"{declared}\"?>";
        var feed = prolog + "<rss><channel><item><title>Die Mühle läuft wieder</title></item></channel></rss>";

        var page = PageContentReader.Read(new PageBytes(Encoding.GetEncoding(actual).GetBytes(feed)));

        Assert.Equal("Die Mühle läuft wieder", page.Modules[0].Items[0].Text);
    }

    [Fact]
    public void Titles_of_media_are_not_headlines()
    {
        var page = Read(
            """
            <rss xmlns:media="http://search.yahoo.com/mrss/"><channel><item>
            <media:content><media:title>A wheel</media:title></media:content>
            <title>Mill wheel turns again</title></item></channel></rss>
            """
        );

        Assert.Equal("Mill wheel turns again", Assert.Single(page.Modules[0].Items).Text);
    }

    [Fact]
    public void An_ill_formed_sitemap_is_read()
    {
        var page = Read(
            """
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
            <url><loc>https://mill.example/?id=1&page=2</loc><news:news><news:publication><news:name>Mill & Son</news:name></news:publication>
            <news:title>Flour & bread&nbsp;prices rise</news:title></news:news><image:image><image:title>A loaf</image:title></image:image></url>
            </urlset>}
            """
        );

        Assert.Equal("Mill & Son", page.Modules[0].Title);
        Assert.Equal(
            new PageItem("Flour & bread prices rise", "https://mill.example/?id=1&page=2", null, null),
            Assert.Single(page.Modules[0].Items)
        );
    }

    [Theory]
    [InlineData(" \n", "empty")]
    [InlineData("<rss><channel><title>Mill</title></channel></rss>", "no entries")]
    [InlineData("<?xml version=\"1.0\"?><catalog><book/></catalog>", "neither a feed")]
    [InlineData("<opml version=\"2.0\"><body/></opml>", "neither a feed")]
    public void Content_without_headlines_is_an_error(string content, string expected) =>
        Assert.Contains(
            expected,
            Assert.Throws<PageReadException>(() => Read(content)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void An_error_page_in_place_of_a_feed_is_an_error()
    {
        var content = "<!doctype html><h1>503 Service Unavailable</h1>"u8.ToArray();

        var exception = Assert.Throws<PageReadException>(() =>
            PageContentReader.Read(new PageBytes(content, IsFeed: PageNames.IsFeed("news.rss")))
        );

        Assert.Contains("HTML page", exception.Message, StringComparison.Ordinal);
    }

    private static Page Read(string content) => PageContentReader.Read(new PageBytes(Encoding.UTF8.GetBytes(content)));
}
