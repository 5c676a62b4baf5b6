using System.Text;
using Classifier.Pages;
using Xunit;

namespace Classifier.Tests.Pages;

public class HtmlPageTests
{
    private readonly Page _page = FixturePage.Read("village-gazette.html");

    [Fact]
    public void The_headline_is_the_heading_that_matches_the_page_title() =>
        Assert.Equal("River bridge reopens after two years of repairs", _page.Headline);

    [Fact]
    public void A_short_link_can_be_followed_by_two_headlines_with_its_address()
    {
        const string Html = """
            <h1>Rain</h1>
            <section>
              <a href="/x">Sport</a>
              <h3><a href="/x">Central bank raises interest rates again on Monday</a></h3>
              <h3><a href="/x">Rovers win the cup in the rain on Saturday night</a></h3>
            </section>
            """;

        Assert.Equal("Rain", PageReader.Read(Encoding.UTF8.GetBytes(Html), PageFormat.Html).Headline);
    }

    [Fact]
    public void Only_lists_of_other_articles_are_modules() =>
        Assert.Equal(["Most Read", "From our partners"], _page.Modules.Select(module => module.Title));

    [Fact]
    public void Link_date_and_section_of_an_item_are_separate_from_its_text()
    {
        Assert.Equal(
            [
                new PageItem("Old paper mill to become a home for start-ups", "/mill", "3 hours ago", "Business"),
                new PageItem(
                    "Owls return to the church tower after a decade",
                    "/owl",
                    "May 4, 2024",
                    "Nature",
                    "2024-05-04"
                ),
                new PageItem(
                    "Choir of two hundred sings at the quarry",
                    "/choir",
                    "May 3, 2024",
                    "Culture",
                    "2024-05-03"
                ),
            ],
            _page.Modules[0].Items
        );
        Assert.Equal(PageModuleKind.Editorial, _page.Modules[0].Kind);
    }

    [Fact]
    public void A_list_of_partner_links_is_sponsored_and_brand_names_are_excluded()
    {
        Assert.Equal(PageModuleKind.Sponsored, _page.Modules[1].Kind);
        Assert.Equal(
            ["Seven shoes that dentists secretly admire", "This one kettle changed how I drink tea"],
            _page.Modules[1].Items.Select(item => item.Text)
        );
    }

    [Fact]
    public void Links_are_resolved_if_the_page_address_is_known()
    {
        const string Source =
            "<ul><li><a href='/one'>The first headline of a short list</a><li><a href='two'>The second headline of a short list</a></ul>";
        var page = PageReader.Read(Encoding.UTF8.GetBytes(Source), url: new Uri("https://paper.example/news/today"));
        Assert.Equal(
            ["https://paper.example/one", "https://paper.example/news/two"],
            Assert.Single(page.Modules).Items.Select(item => item.Href)
        );
    }

    [Fact]
    public void A_list_title_can_read_as_a_headline()
    {
        const string Source = """
            <h1>Lighthouse opens its doors to visitors again</h1>
            <aside><h2>Stories our readers loved this week</h2><ul>
            <li><a href="/1">Baker wins prize for a loaf of seaweed bread</a></li>
            <li><a href="/2">Old tram returns to the promenade for a summer</a></li>
            <li><a href="/3">Library lends out its ten-thousandth kite</a></li></ul></aside>
            """;

        var module = Assert.Single(PageReader.Read(Encoding.UTF8.GetBytes(Source)).Modules);

        Assert.Equal("Stories our readers loved this week", module.Title);
        Assert.Equal(["/1", "/2", "/3"], module.Items.Select(item => item.Href));
    }

    [Fact]
    public void A_video_duration_is_not_a_date()
    {
        const string Source = """
            <h1>Lighthouse opens its doors to visitors again</h1>
            <aside><h2>Most watched</h2><ul>
            <li><a href="/video/1">Baker wins prize for a loaf of seaweed bread</a><span class="duration">12:45</span></li>
            <li><a href="/video/2">Old tram returns to the promenade for a summer</a><span>3:07</span></li></ul></aside>
            """;

        var module = Assert.Single(PageReader.Read(Encoding.UTF8.GetBytes(Source)).Modules);

        Assert.All(module.Items, item => Assert.Null(item.Date));
    }

    [Fact]
    public void A_relative_date_is_converted_with_the_date_of_the_page()
    {
        const string Source = """
            <meta property="article:published_time" content="2025-03-04T12:00:00Z">
            <h1>Lighthouse opens its doors to visitors again</h1>
            <aside><h2>Latest news</h2><ul>
            <li><a href="/1">Baker wins prize for a loaf of seaweed bread</a> <time>2 hours ago</time></li>
            <li><a href="/2">Old tram returns to the promenade for a summer</a> <time datetime="2025-03-01">Saturday</time></li>
            </ul></aside>
            """;

        var module = Assert.Single(PageReader.Read(Encoding.UTF8.GetBytes(Source)).Modules);

        Assert.Equal(["2025-03-04T10:00:00+00:00", "2025-03-01"], module.Items.Select(item => item.IsoDate));
        Assert.Equal(["2 hours ago", "Saturday"], module.Items.Select(item => item.Date));
    }
}
