using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using Xunit;

namespace Classifier.Cli.Tests.Reports;

/// <summary>Tests the report in Chromium.</summary>
public sealed class ReportInBrowserTests(ReportBrowser browser) : IClassFixture<ReportBrowser>
{
    [Theory]
    [InlineData(360, ReportBrowser.OnePage)]
    [InlineData(1200, ReportBrowser.OnePage)]
    [InlineData(390, ReportBrowser.ManyPages)]
    [InlineData(1280, ReportBrowser.ManyPages)]
    public async Task The_layout_fits_the_screen_and_the_console_is_empty(int width, string report)
    {
        var page = await OpenAsync(width, report);

        Assert.True(
            (long)page.ExecuteScript("return document.documentElement.scrollWidth")!
                <= (long)page.ExecuteScript("return document.documentElement.clientWidth")!
        );
        Assert.Empty(page.Manage().Logs.GetLog(LogType.Browser));
        Assert.True(page.FindElement(By.CssSelector("#strongest mark")).Displayed);
        Assert.True(page.FindElement(By.CssSelector("#positions .meter")).Size.Width > 50);
    }

    [Theory]
    [InlineData(390, ReportBrowser.OnePage)]
    [InlineData(1280, ReportBrowser.OnePage)]
    [InlineData(390, ReportBrowser.ManyPages)]
    [InlineData(1280, ReportBrowser.ManyPages)]
    public async Task Texts_of_tables_and_charts_do_not_overlap(int width, string report)
    {
        var browser = await OpenAsync(width, report);
        browser.ExecuteScript("document.querySelectorAll('details').forEach(details => details.open = true)");

        var overlaps = browser.ExecuteScript(
            """
            const overlaps = [];
            for (const row of document.querySelectorAll('main tr, .summary, nav, #controls')) {
                const texts = [];
                const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                    const node = walker.currentNode;
                    if (!node.textContent.trim() || !node.parentElement.checkVisibility() || node.parentElement.closest('.unseen, thead, option, .flat')) continue;
                    const range = document.createRange();
                    range.selectNodeContents(node);
                    for (const rect of range.getClientRects()) texts.push({ rect, text: node.textContent.trim() });
                }
                texts.forEach((a, i) => texts.slice(i + 1).forEach(b => {
                    const w = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left);
                    const h = Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top);
                    if (w > 1 && h > 4) overlaps.push(`${a.text} | ${b.text}`);
                }));
            }
            return overlaps.join('\n');
            """
        );

        Assert.Equal("", overlaps);
    }

    [Fact]
    public async Task Charts_of_days_differ_in_color_and_are_labeled_on_a_phone()
    {
        var browser = await OpenAsync(390, ReportBrowser.ManyPages);

        var charts = browser.ExecuteScript(
            """
            const colors = [...document.querySelectorAll('#trends tbody tr:first-child .days')]
                .map(days => getComputedStyle(days.querySelector('span')).backgroundColor);
            const labels = [...document.querySelectorAll('#trends tbody tr:first-child td.share')]
                .map(cell => getComputedStyle(cell, '::before').content);
            return `${colors.length} ${new Set(colors).size} ${labels.join()}`;
            """
        );

        Assert.Equal("2 2 \"clickbait by day\",\"sponsored by day\"", charts);
    }

    [Fact]
    public async Task Headlines_can_be_searched_filtered_and_sorted()
    {
        var browser = await OpenAsync(1280);

        browser.FindElement(By.Id("search")).SendKeys("FISHERMAN net");
        Assert.Contains("fisherman", Assert.Single(Shown(browser)), StringComparison.Ordinal);
        browser.FindElement(By.Id("search")).Clear();
        browser.FindElement(By.Id("search")).SendKeys(" ");
        browser.FindElement(By.CssSelector("#filter-topic option[value=sport]")).Click();
        Assert.Contains("Rovers", Assert.Single(Shown(browser)), StringComparison.Ordinal);
        browser.FindElement(By.CssSelector("#filter-topic option[value='']")).Click();
        browser.FindElement(By.CssSelector("#sort option[value=score]")).Click();
        var sorted = Shown(browser);
        Assert.Equal(3, sorted.Length);
        Assert.Contains("fisherman", sorted[0], StringComparison.Ordinal);
        browser.FindElement(By.CssSelector("#sort option[value='']")).Click();
        Assert.Contains("Council", Shown(browser)[0], StringComparison.Ordinal);
        Assert.Empty(browser.Manage().Logs.GetLog(LogType.Browser));
    }

    [Fact]
    public async Task Filters_cover_pages_that_the_report_does_not_display()
    {
        var browser = await OpenAsync(1280, ReportBrowser.ManyPages);

        Assert.Equal(25, browser.FindElements(By.CssSelector("details.page")).Count);
        browser.FindElement(By.Id("search")).SendKeys("tram number");
        Assert.Equal(29, Shown(browser, "#flat tbody tr").Length);
        browser.FindElement(By.CssSelector("#filter-site option[value='mill.example']")).Click();
        browser.FindElement(By.CssSelector("#filter-kind option[value=sponsored]")).Click();
        Assert.Equal(5, Shown(browser, "#flat tbody tr").Length);
        Assert.Contains(
            "5 of 87",
            browser.FindElement(By.CssSelector("#controls output")).Text,
            StringComparison.Ordinal
        );
        Assert.Empty(browser.Manage().Logs.GetLog(LogType.Browser));
    }

    [Fact]
    public async Task Print_has_all_headlines_and_no_controls()
    {
        var browser = await OpenAsync(1280);
        browser.ExecuteScript("document.querySelector('details.page').open = false");
        browser.ExecuteCdpCommand("Emulation.setEmulatedMedia", new() { ["media"] = "print" });

        Assert.False(browser.FindElement(By.Id("controls")).Displayed);
        // Selenium considers the content of a closed details element as hidden, even if it is printed.
        Assert.Equal(
            3L,
            browser.ExecuteScript(
                "return [...document.querySelectorAll('#headlines tr[data-site]')].filter(row => row.getBoundingClientRect().height > 0).length"
            )
        );
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Text_has_sufficient_contrast(string scheme)
    {
        var page = await OpenAsync(1200);
        browser.Prefer(scheme);

        // WCAG 2.2, success criterion 1.4.3, requires 4.5 to 1 for text. A canvas resolves colors, including mixed ones.
        var minContrast = Convert.ToDouble(
            page.ExecuteScript(
                """
                const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
                const paint = (...colors) => { for (const c of colors) { canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); } return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3); };
                const luminance = rgb => rgb.map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
                const ground = getComputedStyle(document.body).backgroundColor;
                return Math.min(...[...document.querySelectorAll('h1, h2, p, dt, dd, a, th, td, mark, span, summary')].filter(e => e.innerText?.trim() && e.checkVisibility()).map(e => {
                    const style = getComputedStyle(e);
                    const [a, b] = [luminance(paint(ground, style.backgroundColor, style.color)), luminance(paint(ground, style.backgroundColor))].sort((x, y) => y - x);
                    return (a + .05) / (b + .05);
                }));
                """
            ),
            System.Globalization.CultureInfo.InvariantCulture
        );

        Assert.True(minContrast >= 4.5, $"the minimum contrast is {minContrast:F2}");
    }

    [Fact]
    public async Task The_skip_link_has_focus_first_and_the_filter_shows_only_clickbait()
    {
        var page = await OpenAsync(1200);

        page.FindElement(By.TagName("body")).SendKeys(Keys.Tab);
        Assert.Equal("Skip to the content", page.SwitchTo().ActiveElement().Text);
        page.FindElement(By.Id("only-bait")).SendKeys(Keys.Space);

        var shown = page.FindElements(By.CssSelector(".headlines tbody tr"))
            .Where(row => row.Displayed)
            .Select(row => row.Text);
        Assert.Contains("fisherman", Assert.Single(shown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Landmarks_headings_and_table_headers_are_accessible()
    {
        var page = await OpenAsync(1200);

        Assert.Single(page.FindElements(By.TagName("main")));
        Assert.Single(page.FindElements(By.TagName("h1")));
        Assert.Empty(
            page.FindElements(
                By.CssSelector(
                    "th:not([scope]), table:not(:has(caption)), svg:not([aria-label]), nav:not([aria-label]), input:not(label input)"
                )
            )
        );
        Assert.Equal("en", page.FindElement(By.TagName("html")).GetAttribute("lang"));
    }

    private static string[] Shown(ChromeDriver browser, string rows = "#headlines tr[data-site]") =>
        [.. browser.FindElements(By.CssSelector(rows)).Where(row => row.Displayed).Select(row => row.Text)];

    private Task<ChromeDriver> OpenAsync(int width, string report = ReportBrowser.OnePage)
    {
        Assert.SkipWhen(!ReportBrowser.IsInstalled, "Chromium or its driver is not installed");
        return browser.OpenAsync(width, report);
    }
}
