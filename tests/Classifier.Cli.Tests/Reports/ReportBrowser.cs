using System.Text.Json;
using Classifier.Cli.Tests.Commands.Scoring;
using Classifier.Tests.Common;
using OpenQA.Selenium.Chrome;
using Xunit;

namespace Classifier.Cli.Tests.Reports;

/// <summary>Provides Chromium, the report of one page, and the report of many pages of two sites with a history; all are created once
/// and shared by the tests of a class.</summary>
public sealed class ReportBrowser : IAsyncLifetime
{
    public const string OnePage = "report.html";
    public const string ManyPages = "many.html";

    private readonly TemporaryFolder _folder = new();
    private Chromium? _browser;

    public static bool IsInstalled => Chromium.IsInstalled;

    public async ValueTask InitializeAsync()
    {
        if (!IsInstalled)
        {
            return;
        }

        await WriteReportAsync(_folder.Write("ferry.html", PageCommandTests.Html), OnePage);
        string[] history = ["--history", _folder.Of("days.sqlite")];
        await WriteReportAsync(_folder.Write("first.jsonl", Pages(20, "ferry")), "first.html", history);
        await WriteReportAsync(_folder.Write("many.jsonl", Pages(30, "tram")), ManyPages, history);
        _browser = new Chromium();
    }

    /// <summary>Loads a report, by its name or its full path, in a window of the given width, without emulated media and with an empty log.</summary>
    public Task<ChromeDriver> OpenAsync(int width, string report = OnePage) =>
        _browser!.OpenAsync(new Uri(_folder.Of(report)).AbsoluteUri, width);

    /// <summary>Emulates the preference for light or dark colors.</summary>
    public void Prefer(string scheme) => _browser!.Prefer(scheme);

    private async Task WriteReportAsync(string input, string report, params string[] options)
    {
        var written = await ClassifierProgram.RunAsync(["page", input, "--output", _folder.Of(report), .. options]);
        Assert.True(written.ExitCode == 0, written.Error);
    }

    // The last page has no lists, and every third page has sponsored headlines.
    private static string Pages(int count, string vehicle) =>
        string.Join(
            '\n',
            Enumerable
                .Range(1, count)
                .Select(i =>
                    JsonSerializer.Serialize(
                        new
                        {
                            url = $"https://{(i % 2 == 0 ? "coast-and-country-chronicle" : "mill")}.example/{i}",
                            html = i == count
                                ? "<h1>A page of one story without any lists</h1><p>Nothing else is on it.</p>"
                                : PageCommandTests
                                    .Html.Replace(
                                        "Rovers beat",
                                        $"The {vehicle} number {i} beat",
                                        StringComparison.Ordinal
                                    )
                                    .Replace(
                                        "Most read",
                                        i % 3 == 0 ? "Sponsored" : "Most read",
                                        StringComparison.Ordinal
                                    ),
                        }
                    )
                )
        );

    public ValueTask DisposeAsync()
    {
        _browser?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
