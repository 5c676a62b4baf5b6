using Classifier.Feedback;
using Classifier.Tests.Common;
using Deque.AxeCore.Commons;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using OpenQA.Selenium.Support.UI;
using Xunit;

namespace Classifier.Server.Tests.WebConsole;

/// <summary>Tests the console in Chromium.</summary>
public sealed class ConsoleInBrowserTests(RunningServer server, ConsoleServer console) : IClassFixture<ConsoleServer>
{
    private const string Headlines = """
        Central bank raises interest rates by a quarter point
        You won't believe what the goalkeeper did next
        Schulen schließen wegen der Hitze, und das ist nicht alles
        Central bank raises interest rates again by a quarter point
        OMG! Actor shares an absolutely adorable photo of her dog
        """;

    [Fact]
    public async Task Headlines_get_colored_words_topics_bands_and_stories()
    {
        var page = await OpenAsync(1280);

        Score(page, Headlines);

        var items = page.FindElements(By.CssSelector("#list .item"));
        Assert.Equal(5, items.Count);
        Assert.Contains("same story: 2 headlines", items[0].Text, StringComparison.Ordinal);
        Assert.Equal("item in-story", items[1].GetAttribute("class"));
        Assert.Contains("rates again", items[1].Text, StringComparison.Ordinal);
        Assert.Contains("economy, business and finance", items[0].Text, StringComparison.Ordinal);
        Assert.Equal("You won't believe", items[2].FindElement(By.CssSelector("mark.up.s3")).Text);
        Assert.Contains("considerable", items[2].Text, StringComparison.Ordinal);
        Assert.Contains("not English", items[3].Text, StringComparison.Ordinal);
        Assert.Contains(
            $"topic {ShippedVersions.Topic}, clickbait {ShippedVersions.Clickbait}",
            page.FindElement(By.Id("answered")).Text,
            StringComparison.Ordinal
        );
        Assert.Contains("10,000 headlines", page.FindElement(By.Id("limits")).Text, StringComparison.Ordinal);
        AssertNothingLogged(page);
    }

    [Fact]
    public async Task The_exact_sum_of_a_score_is_shown_on_demand()
    {
        var page = await OpenAsync(1280);
        Score(page, Headlines);

        page.FindElement(By.XPath("(//button[text()='Why?'])[3]")).Click();

        var rows = page.FindElements(By.CssSelector(".sums"))[0].FindElements(By.CssSelector("tr td"));
        var values = rows.Select(row =>
                double.Parse(
                    row.Text.Replace('−', '-'),
                    System.Globalization.NumberStyles.Float,
                    System.Globalization.CultureInfo.InvariantCulture
                )
            )
            .ToArray();
        Assert.Equal(values[^1], values[..^1].Sum(), 0.005 * values.Length);
        Assert.Equal("logit", page.FindElement(By.CssSelector(".sums tr.total th")).Text);
    }

    [Fact]
    public async Task Headlines_are_filtered_sorted_and_copied()
    {
        var page = await OpenAsync(1280);
        page.ExecuteScript(
            "navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }"
        );
        Score(page, Headlines + "\n=1+1 trick, \"quoted\"");

        Choose(page, "sort", "score");
        Assert.Contains("OMG!", page.FindElement(By.CssSelector("#list .headline")).Text, StringComparison.Ordinal);
        Choose(page, "filter-band", "bait");
        Assert.All(
            page.FindElements(By.CssSelector("#list .band")),
            band => Assert.Matches("considerable|heavy", band.Text)
        );
        Choose(page, "filter-band", "");
        page.FindElement(By.Id("search")).SendKeys("trick");
        page.FindElement(By.Id("copy-csv")).Click();
        // Selenium changes line ends in strings.
        var csv = ((IEnumerable<object>)page.ExecuteScript("return window.copied.split('\\r\\n')")!)
            .Cast<string>()
            .ToArray();
        Assert.Equal(2, csv.Length);
        Assert.Equal("headline,topic,topic_score,clickbait,band,english,story,place,link", csv[0]);
        Assert.StartsWith("\"'=1+1 trick, \"\"quoted\"\"\",", csv[1], StringComparison.Ordinal);
        page.FindElement(By.Id("copy-json")).Click();
        Assert.Equal(1L, page.ExecuteScript("return JSON.parse(window.copied).length"));
        AssertNothingLogged(page);
    }

    [Fact]
    public async Task The_lists_of_a_page_are_scored_and_its_text_stays_text()
    {
        var page = await OpenAsync(1280);

        Score(
            page,
            """
            <html><body><h1>Council approves the new harbor bridge</h1><h2>Most read</h2><ul>
            <li><a href="https://example.com/a">Central bank raises interest rates again</a></li>
            <li><a href="javascript:alert(1)">Striker scores twice as the cup final ends</a></li>
            <li><a href="/c">Storm floods the &lt;img src=x onerror=alert(1)&gt; coast road</a></li>
            <li><a href="/d">Museum opens a wing for modern painting</a></li>
            </ul></body></html>
            """
        );

        var items = page.FindElements(By.CssSelector("#list .item"));
        Assert.StartsWith(
            "Headline of the page",
            items[0].FindElement(By.ClassName("place")).Text,
            StringComparison.Ordinal
        );
        Assert.StartsWith("Most read · 1", items[1].FindElement(By.ClassName("place")).Text, StringComparison.Ordinal);
        Assert.Equal(
            "https://example.com/a",
            Assert.Single(page.FindElements(By.CssSelector("#list a"))).GetAttribute("href")
        );
        Assert.Contains("<img src=x", page.FindElement(By.Id("list")).Text, StringComparison.Ordinal);
        Assert.Empty(page.FindElements(By.CssSelector("#list img")));
        AssertNothingLogged(page);
    }

    [Fact]
    public async Task A_suggestion_replaces_its_candidate_and_is_compared_again()
    {
        var page = await OpenAsync(1280);
        page.ExecuteScript("location.hash = '#compare'");
        page.FindElement(By.Id("candidates"))
            .SendKeys("OMG! Actor shares an absolutely adorable photo of her dog\nActor shows her new dog");
        page.FindElement(By.Id("candidates")).SendKeys(Keys.Control + Keys.Enter);
        Wait(page, "return document.querySelectorAll('.card').length === 2");

        Assert.Contains("plainest", page.FindElements(By.ClassName("card"))[1].Text, StringComparison.Ordinal);
        Assert.Equal("OMG", page.FindElement(By.CssSelector(".card del")).Text);
        page.FindElement(By.CssSelector(".card .changes button")).Click();

        Wait(
            page,
            "return document.querySelector('.card .headline').textContent === 'Actor shares a photo of her dog'"
        );
        Assert.StartsWith(
            "Actor shares a photo of her dog\n",
            page.FindElement(By.Id("candidates")).GetAttribute("value"),
            StringComparison.Ordinal
        );
        AssertNothingLogged(page);
    }

    [Fact]
    public async Task With_keys_the_console_asks_for_one_keeps_it_in_memory_and_sends_corrections()
    {
        Skip();
        var page = await console.OpenAsync(1280);
        Wait(page, "return document.getElementById('key-dialog').open");
        page.FindElement(By.Id("key-input")).SendKeys("wrong" + Keys.Enter);
        Wait(page, "return document.getElementById('key-note').textContent.includes('not valid')");
        page.FindElement(By.Id("key-input")).SendKeys(console.Key + Keys.Enter);
        Wait(page, "return document.getElementById('limits').textContent.length > 0");
        Assert.Equal(
            0L,
            page.ExecuteScript("return localStorage.length + sessionStorage.length + document.cookie.length")
        );
        Assert.DoesNotContain(console.Key, page.PageSource, StringComparison.Ordinal);

        Score(page, "Rovers win the cup");
        page.FindElement(By.XPath("//button[text()='That is wrong']")).Click();
        page.FindElement(By.CssSelector(".feedback input[value='2']")).Click();
        page.FindElement(By.CssSelector(".feedback input[type=text]")).SendKeys("Ann");
        page.FindElement(By.CssSelector(".feedback button")).Click();

        Wait(page, "return document.querySelector('.feedback [role=status]').textContent.includes('stored')");
        using var store = FeedbackStore.Open(console.Store);
        var correction = Assert.Single(store.GetAll());
        Assert.Equal(("Rovers win the cup", 2, "Ann"), (correction.Headline, correction.Bait, correction.Author));
    }

    [Fact]
    public async Task Without_feedback_nothing_offers_to_correct() =>
        Assert.Empty(
            Score(await OpenAsync(1280), Headlines).FindElements(By.XPath("//button[text()='That is wrong']"))
        );

    [Theory]
    [InlineData("light", 1280)]
    [InlineData("dark", 390)]
    public async Task No_view_has_violations_of_accessibility(string scheme, int width)
    {
        var page = await OpenAsync(width);
        console.Prefer(scheme);
        page.ExecuteScript(new BundledAxeScriptProvider().GetScript());
        Score(page, Headlines);
        page.FindElement(By.XPath("(//button[text()='Why?'])[1]")).Click();
        AssertAccessible(page);
        page.ExecuteScript("location.hash = '#compare'");
        page.FindElement(By.Id("candidates"))
            .SendKeys("Here's why rates rise!\nRates rise" + Keys.Control + Keys.Enter);
        Wait(page, "return document.querySelectorAll('.card').length === 2");
        AssertAccessible(page);
        page.ExecuteScript("location.hash = '#server'");
        Wait(page, "return document.querySelectorAll('#server table').length > 0");
        AssertAccessible(page);
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task The_layout_fits_the_screen(int width)
    {
        var page = await OpenAsync(width);
        Score(page, Headlines + "\n" + new string('w', 900));
        foreach (var view in (string[])["score", "compare", "server"])
        {
            page.ExecuteScript($"location.hash = '#{view}'");
            Wait(page, $"return !document.getElementById('view-{view}').hidden");
            Assert.True(
                (bool)
                    page.ExecuteScript(
                        "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"
                    )!,
                view
            );
        }

        AssertNothingLogged(page);
    }

    [Fact]
    public async Task The_keyboard_reaches_the_content_first_and_scores()
    {
        var page = await OpenAsync(1280);

        page.FindElement(By.TagName("body")).SendKeys(Keys.Tab);
        Assert.Equal("Skip to the content", page.SwitchTo().ActiveElement().Text);
        page.FindElement(By.Id("input")).SendKeys("Rates rise" + Keys.Control + Keys.Enter);

        Wait(page, "return document.querySelectorAll('#list .item').length === 1");
        Assert.Contains(
            "1 headline scored",
            page.FindElement(By.Id("status")).GetAttribute("textContent")!,
            StringComparison.Ordinal
        );
    }

    private static void Skip() => Assert.SkipWhen(!Chromium.IsInstalled, "Chromium or its driver is not installed");

    private async Task<ChromeDriver> OpenAsync(int width)
    {
        Skip();
        var page = await console.OpenAsync(width, server.JsonAddress);
        Wait(page, "return document.getElementById('limits').textContent.length > 0");
        return page;
    }

    private static ChromeDriver Score(ChromeDriver page, string text)
    {
        page.ExecuteScript("document.getElementById('input').value = arguments[0]", text);
        page.FindElement(By.Id("submit")).Click();
        Wait(page, "return !document.getElementById('results').hidden && !document.getElementById('submit').disabled");
        return page;
    }

    private static void Choose(ChromeDriver page, string list, string value) =>
        page.FindElement(By.CssSelector($"#{list} option[value='{value}']")).Click();

    private static void Wait(ChromeDriver page, string condition) =>
        new WebDriverWait(page, TimeSpan.FromSeconds(60)) { PollingInterval = TimeSpan.FromMilliseconds(20) }.Until(_ =>
            page.ExecuteScript(condition) is true
        );

    private static void AssertAccessible(ChromeDriver page) =>
        Assert.Equal(
            "",
            page.ExecuteAsyncScript(
                """
                const done = arguments[0];
                axe.run().then(results => done(results.violations
                    .map(violation => `${violation.id}: ${violation.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | ')}`)
                    .join('\n')));
                """
            )
        );

    private static void AssertNothingLogged(ChromeDriver page) =>
        Assert.Empty(page.Manage().Logs.GetLog(LogType.Browser).Select(entry => entry.Message));
}
