using Classifier.Training.Evaluation.Pages;
using Xunit;

namespace Classifier.Tests.Pages;

public class FixturePagesTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Pages", "Fixtures");

    private static readonly PageScores Scores = PageScores.OfFolder(Folder);

    public static TheoryData<PageScore> Pages() => [.. Scores.Pages];

    [Theory]
    [MemberData(nameof(Pages), DisableDiscoveryEnumeration = true)]
    public void The_article_headline_of_every_fixture_is_found(PageScore page) =>
        Assert.True(page.IsHeadlineRight, page.Page);

    [Theory]
    [MemberData(nameof(Pages), DisableDiscoveryEnumeration = true)]
    public void The_listed_headlines_of_every_fixture_are_found(PageScore page) =>
        Assert.True(page.Gold > 0 ? page.F1 >= 0.9 : page.Found == 0, $"{page.Page}: F1 {page.F1:0.000}");

    [Fact]
    public void Extraction_over_all_fixtures_meets_the_thresholds()
    {
        Assert.True(Scores.MacroF1 >= 0.99, $"macro F1 {Scores.MacroF1:0.000}");
        Assert.True(
            Scores.FalseItemsPerNegative == 0,
            $"{Scores.FalseItemsPerNegative:0.00} false headlines per page without lists"
        );
        Assert.True(Scores.ModuleF1 >= 0.98, $"lists, F1 {Scores.ModuleF1:0.000}");
        Assert.True(Scores.Titles >= 0.97, $"titles {Scores.Titles:0.000}");
        Assert.True(Scores.Kinds >= 0.99, $"kinds {Scores.Kinds:0.000}");
        Assert.True(Scores.Hrefs >= 0.97, $"links {Scores.Hrefs:0.000}");
    }

    [Theory]
    [InlineData(PageChange.Names)]
    [InlineData(PageChange.Titles)]
    [InlineData(PageChange.Headings)]
    [InlineData(PageChange.Lists)]
    [InlineData(PageChange.Nesting)]
    public void Extraction_depends_little_on_invisible_markup(PageChange change)
    {
        var changed = PageScores.OfFolder(Folder, change);

        Assert.True(changed.MacroF1 >= 0.93, $"macro F1 {changed.MacroF1:0.000}");
        Assert.True(
            changed.FalseItemsPerNegative <= 0.5,
            $"{changed.FalseItemsPerNegative:0.00} false headlines per page without lists"
        );
    }

    [Fact]
    public void Trees_trained_on_the_other_pages_find_the_headlines()
    {
        var learned = PageScores.OfFolderLearned(Folder, [Folder]);

        Assert.Equal(Scores.Pages.Count, learned.Pages.Count);
        Assert.InRange(learned.MacroF1, 0.9, 1);
    }
}
