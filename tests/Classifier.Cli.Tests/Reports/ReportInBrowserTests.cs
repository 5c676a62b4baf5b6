using Classifier.Cli.Tests.Commands.Scoring;
using Classifier.Tests.Common;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using Xunit;

namespace Classifier.Cli.Tests.Reports;

/// <summary>Tests the report in Chromium.</summary>
public sealed class ReportInBrowserTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ChromeDriver? _browser;

    public void Dispose()
    {
        _browser?.Quit();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1200)]
    public async Task The_layout_fits_the_screen_and_the_console_is_empty(int width)
    {
        var browser = await OpenAsync(width);

        Assert.True(
            (long)browser.ExecuteScript("return document.documentElement.scrollWidth")!
                <= (long)browser.ExecuteScript("return document.documentElement.clientWidth")!
        );
        Assert.Empty(browser.Manage().Logs.GetLog(LogType.Browser));
        Assert.True(browser.FindElement(By.CssSelector("#strongest mark")).Displayed);
        Assert.True(browser.FindElement(By.CssSelector("#positions .meter")).Size.Width > 50);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Text_has_sufficient_contrast(string scheme)
    {
        var browser = await OpenAsync(1200);
        browser.ExecuteCdpCommand(
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
            browser.ExecuteScript(
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
        var browser = await OpenAsync(1200);

        browser.FindElement(By.TagName("body")).SendKeys(Keys.Tab);
        Assert.Equal("Skip to the content", browser.SwitchTo().ActiveElement().Text);
        browser.FindElement(By.Id("only-bait")).SendKeys(Keys.Space);

        var shown = browser
            .FindElements(By.CssSelector(".headlines tbody tr"))
            .Where(row => row.Displayed)
            .Select(row => row.Text);
        Assert.Contains("fisherman", Assert.Single(shown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Landmarks_headings_and_table_headers_are_accessible()
    {
        var browser = await OpenAsync(1200);

        Assert.Single(browser.FindElements(By.TagName("main")));
        Assert.Single(browser.FindElements(By.TagName("h1")));
        Assert.Empty(
            browser.FindElements(
                By.CssSelector(
                    "th:not([scope]), table:not(:has(caption)), svg:not([aria-label]), nav:not([aria-label]), input:not(label input)"
                )
            )
        );
        Assert.Equal("en", browser.FindElement(By.TagName("html")).GetAttribute("lang"));
    }

    private async Task<ChromeDriver> OpenAsync(int width)
    {
        Assert.SkipWhen(
            !File.Exists("/usr/bin/chromium") || !File.Exists("/usr/bin/chromedriver"),
            "Chromium or its driver is not installed"
        );
        var report = _folder.Of("report.html");
        await ClassifierProgram.RunAsync([
            "page",
            _folder.Write("ferry.html", PageCommandTests.Html),
            "--output",
            report,
        ]);
        var options = new ChromeOptions { BinaryLocation = "/usr/bin/chromium" };
        options.AddArguments(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            $"--user-data-dir={_folder.Of("browser")}"
        );
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        _browser = new ChromeDriver(
            ChromeDriverService.CreateDefaultService("/usr/bin", "chromedriver"),
            options,
            TimeSpan.FromMinutes(2)
        );
        _browser.ExecuteCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            new()
            {
                ["width"] = width,
                ["height"] = 900,
                ["deviceScaleFactor"] = 1,
                ["mobile"] = width < 500,
            }
        );
        await _browser.Navigate().GoToUrlAsync(new Uri(report).AbsoluteUri);
        return _browser;
    }
}
