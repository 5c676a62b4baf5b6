using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using Xunit;

namespace Classifier.Cli.Tests.Reports;

/// <summary>Tests the report in Chromium.</summary>
public sealed class ReportInBrowserTests(ReportBrowser browser) : IClassFixture<ReportBrowser>
{
    [Theory]
    [InlineData(360)]
    [InlineData(1200)]
    public async Task The_layout_fits_the_screen_and_the_console_is_empty(int width)
    {
        var page = await OpenAsync(width);

        Assert.True(
            (long)page.ExecuteScript("return document.documentElement.scrollWidth")!
                <= (long)page.ExecuteScript("return document.documentElement.clientWidth")!
        );
        Assert.Empty(page.Manage().Logs.GetLog(LogType.Browser));
        Assert.True(page.FindElement(By.CssSelector("#strongest mark")).Displayed);
        Assert.True(page.FindElement(By.CssSelector("#positions .meter")).Size.Width > 50);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Text_has_sufficient_contrast(string scheme)
    {
        var page = await OpenAsync(1200);
        page.ExecuteCdpCommand(
            "Emulation.setEmulatedMedia",
            new()
            {
                ["features"] = new[]
                {
                    new Dictionary<string, object> { ["name"] = "prefers-color-scheme", ["value"] = scheme },
                },
            }
        );

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

    private Task<ChromeDriver> OpenAsync(int width)
    {
        Assert.SkipWhen(!ReportBrowser.IsInstalled, "Chromium or its driver is not installed");
        return browser.OpenAsync(width);
    }
}
