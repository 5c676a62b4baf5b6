using Classifier.Training.Evaluation.Pages;
using Xunit;

namespace Classifier.Tests.Pages;

public class HostileNameScoresTests
{
    private static readonly string[] Pages = ["bbc-like", "rubric-boxes", "article-footer", "newspaper-theme"];

    [Fact]
    public void A_single_hostile_name_loses_few_headlines_and_no_page()
    {
        var folder = Directory.CreateTempSubdirectory("hostile-names");
        try
        {
            foreach (var file in Pages.SelectMany(page => new[] { $"{page}.html", $"{page}.gold.json" }))
            {
                File.Copy(
                    Path.Combine(AppContext.BaseDirectory, "Pages", "Fixtures", file),
                    Path.Combine(folder.FullName, file)
                );
            }

            var scores = HostileNameScores.OfFolder(folder.FullName);

            Assert.True(scores.Mutations > 100);
            Assert.True(scores.ItemsLost <= 0.03, $"{scores.ItemsLost:P1} of the headlines were lost");
            Assert.Equal(0, scores.PagesLost);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
