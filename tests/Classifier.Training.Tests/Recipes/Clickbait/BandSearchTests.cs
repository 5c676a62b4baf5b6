using Classifier.Training.Recipes.Clickbait;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Clickbait;

public class BandSearchTests
{
    [Fact]
    public void Thresholds_separate_the_grades()
    {
        // Twenty scores for each grade: 0 to .19, .25 to .44, .5 to .69 and .75 to .94.
        var scores = Enumerable.Range(0, 80).Select(i => (i / 20 * 0.25f) + (i % 20 * 0.01f)).ToList();
        var bands = BandSearch.Find(scores, [.. scores.Select((_, i) => (float)(i / 20))]);
        Assert.InRange(bands.Slight, 0.19, 0.251);
        Assert.InRange(bands.Considerable, 0.44, 0.501);
        Assert.InRange(bands.Heavy, 0.69, 0.751);
    }

    [Fact]
    public void Thresholds_increase_even_with_few_or_identical_grades()
    {
        var few = BandSearch.Find([0.1f, 0.9f], [0, 3]);
        Assert.True(few.Slight < few.Considerable && few.Considerable < few.Heavy && few.Heavy < 1);
        var scores = Enumerable.Range(0, 60).Select(i => 0.5f).ToList();
        var alike = BandSearch.Find(scores, [.. scores.Select((_, i) => (float)(i % 4))]);
        Assert.True(alike.Slight < alike.Considerable && alike.Considerable < alike.Heavy);
    }
}
