using Classifier.Models;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests.Reports;

/// <summary>Tests the reports of <c>evaluate</c> and <c>compare</c> in Chromium at the width of a phone.</summary>
public sealed class EvaluationOnPhoneTests(ReportBrowser browser, TrainedModels models)
    : IClassFixture<ReportBrowser>,
        IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ModelBundle.TopicTask)]
    [InlineData(ModelBundle.ClickbaitTask)]
    public async Task Only_the_confusion_matrix_of_an_evaluation_is_wider_than_the_screen(string task)
    {
        Assert.SkipUnless(ReportBrowser.IsInstalled, "Chromium is not installed.");
        await RunAsync("evaluate", "--model", models.FolderOf(task), "--data", OwnHeadlines.Path, "--report", Report);

        await AssertFitsAsync();
    }

    [Fact]
    public async Task A_comparison_is_not_wider_than_the_screen()
    {
        Assert.SkipUnless(ReportBrowser.IsInstalled, "Chromium is not installed.");
        Directory.CreateDirectory(_folder.Of("2"));
        foreach (var file in Directory.GetFiles(models.FolderOf(ModelBundle.TopicTask)))
        {
            File.Copy(file, _folder.Of("2", Path.GetFileName(file)));
        }

        var shipped = ModelStore.FindModel(ModelStore.FindRoot(), ModelBundle.TopicTask);
        await RunAsync("compare", shipped, _folder.Of("2"), "--data", OwnHeadlines.Path, "--html", Report);

        await AssertFitsAsync();
    }

    private string Report => _folder.Of("report.html");

    private async Task RunAsync(params string[] arguments)
    {
        var result = await ClassifierProgram.RunAsync(arguments);
        Assert.True(File.Exists(Report), result.Error);
    }

    private async Task AssertFitsAsync()
    {
        var page = await browser.OpenAsync(390, Report);
        Assert.Equal(390L, page.ExecuteScript("return document.documentElement.scrollWidth"));
        Assert.Equal(
            "",
            page.ExecuteScript(
                """
                return [...document.querySelectorAll('.scroll')]
                    .filter(part => !part.querySelector('.confusion') && part.scrollWidth > part.clientWidth)
                    .map(part => part.textContent.slice(0, 60)).join();
                """
            )
        );
        Assert.Equal(
            "block",
            page.ExecuteScript("return getComputedStyle(document.querySelector('.grid:not(.confusion) td')).display")
        );
    }
}
