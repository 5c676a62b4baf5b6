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
    public void The_headline_of_a_page_in_any_style_is_found(PageScore page) =>
        Assert.True(page.IsHeadlineRight, page.Page);

    [Theory]
    [MemberData(nameof(Pages), DisableDiscoveryEnumeration = true)]
    public void The_headlines_beside_an_article_in_any_style_are_found(PageScore page) =>
        Assert.True(page.Gold > 0 ? page.F1 >= 0.65 : page.Found <= 2, $"{page.Page}: F1 {page.F1:0.000}");

    [Fact]
    public void Over_all_styles_hardly_any_headline_is_missed_or_made_up()
    {
        Assert.True(Scores.MacroF1 >= 0.97, $"macro F1 {Scores.MacroF1:0.000}");
        Assert.True(
            Scores.FalseItemsPerNegative <= 0.5,
            $"{Scores.FalseItemsPerNegative:0.00} false headlines a page without any"
        );
        Assert.True(Scores.ModuleF1 >= 0.95, $"lists, F1 {Scores.ModuleF1:0.000}");
        Assert.True(Scores.Titles >= 0.9, $"titles {Scores.Titles:0.000}");
        Assert.True(Scores.Kinds >= 0.95, $"kinds {Scores.Kinds:0.000}");
        Assert.True(Scores.Hrefs >= 0.97, $"links {Scores.Hrefs:0.000}");
    }

    [Theory]
    [InlineData(PageChange.Names)]
    [InlineData(PageChange.Titles)]
    [InlineData(PageChange.Headings)]
    [InlineData(PageChange.Lists)]
    [InlineData(PageChange.Nesting)]
    public void Markup_that_a_reader_does_not_see_matters_little(PageChange change)
    {
        var changed = PageScores.OfFolder(Folder, change);

        Assert.True(changed.MacroF1 >= 0.93, $"macro F1 {changed.MacroF1:0.000}");
        Assert.True(
            changed.FalseItemsPerNegative <= 0.5,
            $"{changed.FalseItemsPerNegative:0.00} false headlines a page without any"
        );
    }

    [Fact]
    public void Trees_that_learned_from_the_other_pages_find_the_headlines_too()
    {
        var learned = PageScores.OfFolderLearned(Folder, [Folder]);

        Assert.Equal(Scores.Pages.Count, learned.Pages.Count);
        Assert.InRange(learned.MacroF1, 0.9, 1);
    }
}
