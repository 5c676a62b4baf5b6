using System.Text.Json;
using Classifier.Pages;
using Classifier.Tests.Common;
using Classifier.Training.Evaluation.Pages;
using Xunit;

namespace Classifier.Tests.Pages;

public class SharedPagesTests
{
    [Fact]
    public void The_text_dump_of_a_real_page_matches_its_gold()
    {
        var folder = SharedData.Find("pages");
        Assert.SkipUnless(
            folder is not null,
            "The shared pages were not found. Set CLASSIFIER_SHARED to the folder that contains the folder pages."
        );
        using var gold = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "top-headlines-text.gold.json")));
        var module = gold.RootElement.GetProperty("modules")[0];

        var page = PageReader.Read(File.ReadAllBytes(Path.Combine(folder, "top-headlines-text.txt")));

        Assert.Equal(gold.RootElement.GetProperty("headline").GetString(), page.Headline);
        var found = Assert.Single(page.Modules);
        Assert.Equal(module.GetProperty("title").GetString(), found.Title);
        Assert.Equal(
            module
                .GetProperty("items")
                .EnumerateArray()
                .Select(item => new PageItem(
                    item.GetProperty("text").GetString()!,
                    null,
                    item.GetProperty("date").GetString(),
                    item.GetProperty("section").GetString()
                )),
            found.Items.Select(item => item with { IsoDate = null })
        );
    }

    [Fact]
    public void Extraction_over_real_pages_meets_the_thresholds()
    {
        var folder = SharedData.Find("pages");
        Assert.SkipUnless(
            folder is not null,
            "The shared pages were not found. Set CLASSIFIER_SHARED to the folder that contains the folder pages."
        );

        var scores = PageScores.OfFolder(folder);

        Assert.True(scores.MacroF1 >= 0.95, $"macro F1 {scores.MacroF1:0.000}");
        Assert.True(
            scores.FalseItemsPerNegative <= 1,
            $"{scores.FalseItemsPerNegative:0.00} false headlines per page without lists"
        );
        Assert.True(scores.Headline >= 0.95, $"headline right on {scores.Headline:P1}");
        Assert.True(scores.ModuleF1 >= 0.9, $"lists, F1 {scores.ModuleF1:0.000}");
    }
}
