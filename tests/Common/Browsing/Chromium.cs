using OpenQA.Selenium;
using OpenQA.Selenium.Chrome;

namespace Classifier.Tests.Common;

/// <summary>Represents a running Chromium without a window.</summary>
internal sealed class Chromium : IDisposable
{
    private const string Browser = "/usr/bin/chromium";
    private const string Program = "/usr/bin/chromedriver";

    private readonly TemporaryFolder _profile = new();

    public Chromium()
    {
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
            $"--user-data-dir={_profile.Path}"
        );
        options.SetLoggingPreference(LogType.Browser, LogLevel.All);
        Driver = new ChromeDriver(
            ChromeDriverService.CreateDefaultService(Path.GetDirectoryName(Program), Path.GetFileName(Program)),
            options,
            TimeSpan.FromMinutes(2)
        );
    }

    public static bool IsInstalled => File.Exists(Browser) && File.Exists(Program);

    public ChromeDriver Driver { get; }

    /// <summary>Loads a page in a window of the given size, without emulated media and with an empty log.</summary>
    public async Task<ChromeDriver> OpenAsync(string address, int width, int height = 900)
    {
        await Driver.Navigate().GoToUrlAsync("about:blank");
        _ = Driver.Manage().Logs.GetLog(LogType.Browser);
        Driver.ExecuteCdpCommand("Emulation.setEmulatedMedia", new() { ["features"] = Array.Empty<object>() });
        Driver.ExecuteCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            new()
            {
                ["width"] = width,
                ["height"] = height,
                ["deviceScaleFactor"] = 1,
                ["mobile"] = width < 500,
            }
        );
        await Driver.Navigate().GoToUrlAsync(address);
        return Driver;
    }

    /// <summary>Emulates the preference for light or dark colors.</summary>
    public void Prefer(string scheme) =>
        Driver.ExecuteCdpCommand(
            "Emulation.setEmulatedMedia",
            new()
            {
                ["features"] = new[]
                {
                    new Dictionary<string, object> { ["name"] = "prefers-color-scheme", ["value"] = scheme },
                },
            }
        );

    public void Dispose()
    {
        Driver.Quit();
        _profile.Dispose();
    }
}
