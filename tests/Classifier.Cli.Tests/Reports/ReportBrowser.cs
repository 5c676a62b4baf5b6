using Classifier.Cli.Tests.Commands.Scoring;
using Classifier.Tests.Common;
using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;
using Xunit;

namespace Classifier.Cli.Tests.Reports;

/// <summary>Provides Chromium and the report of one page; both are started once and shared by the tests of a class.</summary>
public sealed class ReportBrowser : IAsyncLifetime
{
    private const string Browser = "/usr/bin/chromium";
    private const string Driver = "/usr/bin/chromedriver";

    private readonly TemporaryFolder _folder = new();
    private ChromeDriver? _driver;

    public static bool IsInstalled => File.Exists(Browser) && File.Exists(Driver);

    public async ValueTask InitializeAsync()
    {
        if (!IsInstalled)
        {
            return;
        }

        var written = await ClassifierProgram.RunAsync([
            "page",
            _folder.Write("ferry.html", PageCommandTests.Html),
            "--output",
            _folder.Of("report.html"),
        ]);
        Assert.True(written.ExitCode == 0, written.Error);
        var options = new ChromeOptions { BinaryLocation = Browser };
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
        _driver = new ChromeDriver(
            ChromeDriverService.CreateDefaultService("/usr/bin", "chromedriver"),
            options,
            TimeSpan.FromMinutes(2)
        );
    }

    /// <summary>Loads the report anew in a window of the given width, without emulated media and with an empty log.</summary>
    public Task<ChromeDriver> OpenAsync(int width) => OpenAsync(width, _folder.Of("report.html"));

    /// <summary>Loads a report in a window of the given width, without emulated media and with an empty log.</summary>
    public async Task<ChromeDriver> OpenAsync(int width, string report)
    {
        await _driver!.Navigate().GoToUrlAsync("about:blank");
        _ = _driver.Manage().Logs.GetLog(LogType.Browser);
        _driver.ExecuteCdpCommand("Emulation.setEmulatedMedia", new() { ["features"] = Array.Empty<object>() });
        _driver.ExecuteCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            new()
            {
                ["width"] = width,
                ["height"] = 900,
                ["deviceScaleFactor"] = 1,
                ["mobile"] = width < 500,
            }
        );
        await _driver.Navigate().GoToUrlAsync(new Uri(report).AbsoluteUri);
        return _driver;
    }

    public ValueTask DisposeAsync()
    {
        _driver?.Quit();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
