using System.Text;
using Classifier.Pages;
using Xunit;

namespace Classifier.Tests.Pages;

/// <summary>Reads one page of which a single thing is changed: a name, an element around the list, the text beside it.</summary>
public class MarkupVariantsTests
{
    private const string Headline = "Harbour traders wait another month for an answer";

    private const string Article =
        $"<h1>{Headline}</h1><p>The council met on Monday and spoke for two hours about the plan for the old harbour, which was first"
        + " drawn up in the spring. Members of all parties said that they would wait for the report.</p><p>Traders on the quay said"
        + " on Tuesday that the delay had cost them customers, and that the boats which used to land there now sail past.</p>";

    private static readonly (string Text, string Href)[] Stories =
    [
        ("Ferry line to open again in May after long repair", "/news/2025/11/02/ferry-line-to-open-again"),
        ("Bakers warn of flour prices as the harvest falls short", "/news/2025/11/02/bakers-warn-of-flour-prices"),
        ("School gets a new roof after three winters of leaks", "/news/2025/11/01/school-gets-new-roof"),
    ];

    private static readonly string List = $"<ul>{Items("<li><a href='{1}'>{0}</a></li>")}</ul>";

    private static readonly string Titled = $"<h2>More stories</h2>{List}";

    [Theory]
    [InlineData("<article>{0}<footer class='article-footer'>{1}</footer></article>")]
    [InlineData("<div class='post'>{0}<footer>{1}</footer></div>")]
    [InlineData("<form name='aspnetForm'><div class='login'>{0}{1}</div></form>")]
    [InlineData("<form class='search-form'><table><tr><td>{0}</td><td>{1}</td></tr></table></form>")]
    [InlineData("<main class='grid-no-nav has-subnav'>{0}{1}</main>")]
    [InlineData("<main>{0}</main><div class='not-login no-comments'>{1}</div>")]
    [InlineData("<main>{0}<div class=\"grid [grid-template-areas:'list'_'authors']\">{1}</div></main>")]
    [InlineData("<main>{0}<div class='more-on--author'>{1}</div></main>")]
    [InlineData("<main>{0}<div class='js-nav-ready comments-off'>{1}</div></main>")]
    public void A_name_or_an_element_around_a_list_does_not_hide_it(string layout) =>
        AssertOnlyList("More stories", string.Format(null, layout, Article, Titled));

    [Theory]
    [InlineData("people.example")]
    [InlineData("help.example")]
    [InlineData("u.example")]
    [InlineData("store.example")]
    [InlineData("legal.example.org")]
    public void A_host_is_not_read_as_a_path(string host) =>
        AssertOnlyList(
            "More stories",
            $"{Article}<h2>More stories</h2><ul>{Items($"<li><a href='https://{host}{{1}}'>{{0}}</a></li>")}</ul>"
        );

    [Theory]
    [InlineData("<h3><a class='card__author' href='{1}'>{0}</a></h3>")]
    [InlineData("<div class='headline-date'><a href='{1}'>{0}</a></div>")]
    [InlineData("<p><a href='{1}'><span class='item-count'>{0}</span></a></p>")]
    [InlineData(
        "<div><a href='{1}'><strong>{0}</strong> The boats will be slower but cheaper to run, say owners.</a></div>"
    )]
    [InlineData("<div><a href='{1}'><span>{0}</span> <em>The boats will be slower but cheaper to run.</em></a></div>")]
    [InlineData("<li><b><a href='{1}'>{0}</a></b> The boats will be slower but cheaper to run, say owners.</li>")]
    [InlineData("<div><em>1</em><a href='{1}'><i>Plus+</i> {0}</a></div>")]
    [InlineData(
        "<div><h2>{0}</h2><p>The boats will be slower but cheaper to run. <a href='{1}'>Read more</a></p></div>"
    )]
    [InlineData(
        "<div><a href='{1}'>{0}</a> <a class='by' href='/journalists/cho'>Chi Okafor, Lagos correspondent</a></div>"
    )]
    [InlineData("<div><h3><a href='{1}'>{0}</a></h3><p><a href='/harbour'>All about the harbour today</a></p></div>")]
    public void An_item_is_its_headline_alone(string item) =>
        AssertOnlyList("More stories", $"{Article}<section><h2>More stories</h2>{Items(item)}</section>");

    [Theory]
    [InlineData("<h2>{0}</h2>")]
    [InlineData("<div class='hd'>{0}</div>")]
    [InlineData("<span>{0}</span>")]
    [InlineData("<a class='q' href='/more/'>{0}</a>")]
    [InlineData("<div class='title'><a href='/c/12'>{0}</a></div>")]
    [InlineData("<button>{0}</button>")]
    [InlineData("<button role='tab' aria-selected='true'>{0}</button>")]
    [InlineData("<h3><button aria-expanded='true'>{0}</button></h3>")]
    [InlineData("<summary>{0}</summary>")]
    [InlineData(
        "<h2>{0}</h2><p>Picked from the stories that people in the town have talked about in the past week or longer.</p>"
    )]
    [InlineData("<div class='box-title'>{0}</div><a href='/latest/'>See all</a>")]
    [InlineData("<h3>{0}</h3><a href='/newsletter'>Sign up for our newsletter</a>")]
    [InlineData("<h3>{0}</h3><label>Search for</label>")]
    [InlineData("<h3>{0}</h3><time>2 November 2025</time>")]
    public void A_title_can_be_any_line_that_starts_the_box_of_a_list(string heading)
    {
        AssertOnlyList(
            "Around the town today",
            $"{Article}<section>{string.Format(null, heading, "Around the town today")}{List}</section>"
        );
        AssertOnlyList("Opinion", $"{Article}<section>{string.Format(null, heading, "Opinion")}{List}</section>");
    }

    [Fact]
    public void Buttons_above_panels_are_their_titles()
    {
        var page = Read(
            $"{Article}<div><div><button>Just in</button><button>Most discussed</button></div><div><div>{List}</div>"
                + $"<div><ul><li><a href='/n/1'>Rowers find a bell from a sunken ship</a></li><li><a href='/n/2'>Library lends tools to people without a shed</a></li></ul></div></div></div>"
        );

        Assert.Equal(["Just in", "Most discussed"], page.Modules.Select(module => module.Title));
    }

    [Theory]
    [InlineData("See all stories")]
    [InlineData("Browse all stories in this series")]
    [InlineData("Alle Nachrichten aus der Stadt")]
    [InlineData("Ver todas las noticias")]
    [InlineData("Все новости раздела")]
    [InlineData("Lihat semua berita terkini")]
    public void A_link_to_all_stories_is_no_item(string link)
    {
        AssertOnlyList(
            "More stories",
            $"{Article}<section><h2>More stories</h2>{List}<a href='/latest/'>{link}</a></section>"
        );
        AssertOnlyList(
            "More stories",
            $"{Article}<section><h2>More stories</h2><ul>{Items("<li><a href='{1}'>{0}</a></li>")}<li><a href='/news/all/'>{link}</a></li></ul></section>"
        );
    }

    [Theory]
    [InlineData("06:00", "13:15", "18:00", "22:45")]
    [InlineData("6:00 am", "1:15 pm", "6 pm", "10:45 pm")]
    [InlineData("06:00 - 09:30", "09:30 - 18:00", "18:00 - 22:45", "22:45 - 00:30")]
    [InlineData("18.00", "20.15", "22.30", "00.10")]
    public void A_broadcast_schedule_is_no_list(params string[] times)
    {
        string[] formats =
        [
            "<li><span>{0}</span> <a href='/tv/1000{1}'>The long story of the house by the weir, part {1}</a></li>",
            "<li><a href='/tv/1000{1}'>{0} The long story of the house by the weir, part {1}</a></li>",
            "<li><a href='/tv/1000{1}'>The long story of the house by the weir, part {1}</a> <b>{0}</b></li>",
        ];
        foreach (var format in formats)
        {
            var entries = string.Concat(times.Select((time, i) => string.Format(null, format, time, i)));
            Assert.Empty(Read($"{Article}<h2>Tonight</h2><ul>{entries}</ul>").Modules);
        }
    }

    [Fact]
    public void News_with_times_of_day_or_video_lengths_are_a_list()
    {
        var i = 0;
        var falling = string.Concat(
            Stories.Select(story => $"<li><i>1{9 - i++}:05</i> <a href='{story.Href}'>{story.Text}</a></li>")
        );
        var lengths = string.Concat(
            Stories.Select(story => $"<li><a href='{story.Href}'>{story.Text}<i>0{i++}:41</i></a></li>")
        );

        AssertOnlyList("Latest news", $"{Article}<h2>Latest news</h2><ul>{falling}</ul>");
        AssertOnlyList("Videos", $"{Article}<h2>Videos</h2><ul>{lengths}</ul>");
    }

    [Theory]
    [InlineData("Deals of the day", "Save 70% on garden chairs until Sunday", "Half price broadband for twelve months")]
    [InlineData("Discount codes", "£20 off your first shop at Greenway", "Two for one tickets at the Odeon cinema")]
    [InlineData("Gutscheine", "20 % Rabatt auf alle Gartenstühle", "Gutschein für zwei Nächte am Meer")]
    public void Offers_are_no_list(string title, string first, string second) =>
        Assert.Empty(
            Read(
                $"{Article}<section><h2>{title}</h2><ul><li><a href='/go/1'>{first}</a></li><li><a href='/go/2'>{second}</a></li></ul></section>"
            ).Modules
        );

    [Theory]
    [InlineData("Previous", "Next")]
    [InlineData("← Previous", "Next →")]
    [InlineData("Vorheriger Beitrag", "Nächster Beitrag")]
    [InlineData("Article précédent", "Article suivant")]
    [InlineData("Próximo", "Anterior")]
    public void Links_to_the_previous_and_the_next_article_are_no_list(string first, string second) =>
        Assert.Empty(
            Read(
                $"<article>{Article}</article><div><div><span>{first}</span> <a href='{Stories[0].Href}'>{Stories[0].Text}</a></div>"
                    + $"<div><span>{second}</span> <a href='{Stories[1].Href}'>{Stories[1].Text}</a></div></div>"
            ).Modules
        );

    [Theory]
    [InlineData("<div class='ad'></div>")]
    [InlineData("<div>Anzeige</div>")]
    [InlineData("<h4>Advertisement</h4>")]
    [InlineData("<p>— Advertisement —</p>")]
    [InlineData("<div><small>Story continues below advertisement</small></div>")]
    [InlineData("<div>Реклама</div>")]
    public void An_advertisement_label_neither_cuts_a_list_nor_names_it(string label)
    {
        var items = Stories.Select(story => $"<div><h3><a href='{story.Href}'>{story.Text}</a></h3></div>").ToArray();

        AssertOnlyList(
            "More stories",
            $"{Article}<h2>More stories</h2><div>{items[0]}{items[1]}{label}{items[2]}</div>"
        );
        AssertOnlyList("More stories", $"{Article}{label}<section><h2>More stories</h2>{List}</section>");
    }

    [Theory]
    [InlineData("Sponsored")]
    [InlineData("Presented by Acme Bank")]
    [InlineData("Partner content")]
    [InlineData("Anzeige")]
    [InlineData("Contenu sponsorisé")]
    [InlineData("Patrocinado")]
    [InlineData("प्रायोजित")]
    [InlineData("PR")]
    public void Marks_on_the_items_of_a_list_make_it_sponsored(string mark)
    {
        var page = Read(
            $"{Article}<section><h2>You may also like</h2>{Items($"<div><span>{mark}</span><h3><a href='{{1}}'>{{0}}</a></h3></div>")}</section>"
        );

        var list = Assert.Single(page.Modules);
        Assert.Equal(PageModuleKind.Sponsored, list.Kind);
        Assert.Equal("You may also like", list.Title);
        Assert.Equal(Stories.Select(story => story.Text), list.Items.Select(item => item.Text));
    }

    [Theory]
    [InlineData("{0} (PR)")]
    [InlineData("{0} [Ad]")]
    [InlineData("{0}（広告）")]
    [InlineData("Anzeige: {0}")]
    [InlineData("Sponsored: {0}")]
    public void Marks_in_headlines_make_a_list_sponsored(string headline)
    {
        var items = string.Concat(
            Stories.Select(story => $"<li><a href='{story.Href}'>{string.Format(null, headline, story.Text)}</a></li>")
        );

        Assert.Equal(
            PageModuleKind.Sponsored,
            Assert.Single(Read($"{Article}<h2>More</h2><ul>{items}</ul>").Modules).Kind
        );
    }

    [Fact]
    public void A_headline_with_words_of_services_or_of_list_headings_is_an_item()
    {
        string[] texts = ["Letters from the hut", "We were wrong about the weeds", "Hospital jobs at risk"];
        var items = string.Concat(
            texts.Select(text =>
                $"<li><a href='/2026/03/02/{text.ToLowerInvariant().Replace(' ', '-')}'>{text}</a></li>"
            )
        );

        Assert.Equal(
            texts,
            Assert
                .Single(Read($"{Article}<h2>More stories</h2><ul>{items}</ul>").Modules)
                .Items.Select(item => item.Text)
        );
    }

    [Fact]
    public void A_syndicated_page_owns_the_links_to_its_own_site()
    {
        var page = Read(
            $"{Article}<div class='outbrain'><h2>Recommended</h2><ul>{Items("<li><a href='https://portal.example{1}'>{0}</a></li>")}</ul></div>",
            "<link rel='canonical' href='https://source.example/a'><meta property='og:url' content='https://portal.example/a'>"
        );

        Assert.Equal(PageModuleKind.Editorial, Assert.Single(page.Modules).Kind);
    }

    private static string Items(string format) =>
        string.Concat(Stories.Select(story => string.Format(null, format, story.Text, story.Href)));

    private static Page Read(string body, string head = "") =>
        PageReader.Read(
            Encoding.UTF8.GetBytes(
                $"<!doctype html><html><head><title>t</title>{head}</head><body>{body}</body></html>"
            )
        );

    private static void AssertOnlyList(string title, string body)
    {
        var page = Read(body);

        Assert.Equal(Headline, page.Headline);
        var list = Assert.Single(page.Modules);
        Assert.Equal(title, list.Title);
        Assert.Equal(PageModuleKind.Editorial, list.Kind);
        Assert.Equal(Stories.Select(story => story.Text), list.Items.Select(item => item.Text));
    }
}
