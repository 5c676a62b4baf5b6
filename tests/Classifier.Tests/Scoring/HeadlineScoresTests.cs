using Classifier.Scoring;
using Classifier.Tests.Models;
using Xunit;

namespace Classifier.Tests.Scoring;

public class HeadlineScoresTests(ShippedModels models) : IClassFixture<ShippedModels>
{
    public static TheoryData<int, float?> Options =>
        new()
        {
            { 3, null },
            { 1, null },
            { 1, 0 },
            { 2, 0 },
            { 5, 0.02f },
            { 16, 0 },
            { 17, 0 },
            { 18, 0 },
            { ClassifyOptions.MaxTopK, 0 },
            { ClassifyOptions.MaxTopK, 1 },
        };

    [Theory]
    [MemberData(nameof(Options))]
    public void Topics_are_the_most_probable_ones_that_reach_the_minimum(int topK, float? minScore)
    {
        var options = new ClassifyOptions { TopK = topK, MinScore = minScore };
        var minimum = minScore ?? (float)models.Classifier.Topic.Manifest.MinScore;
        var all = new float[models.Classifier.Topic.Manifest.Labels.Count];
        var scores = new HeadlineScores();
        foreach (var headline in RandomHeadlines.Generate(100))
        {
            var clickbait = models.Classifier.Score(headline, all);
            models.Classifier.Classify(headline, options, scores);

            int[] expected =
            [
                .. Enumerable
                    .Range(0, all.Length)
                    .Where(label => all[label] >= minimum)
                    .OrderByDescending(label => all[label])
                    .Take(topK),
            ];
            Assert.Equal(expected, scores.Topics.ToArray());
            Assert.Equal(expected.Select(label => all[label]), scores.TopicScores.ToArray());
            Assert.Equal(clickbait, scores.Clickbait.Score);
        }
    }

    [Fact]
    public void A_score_equal_to_the_minimum_is_enough()
    {
        const string Headline = "Striker scores twice as United win the cup final";
        var all = new float[models.Classifier.Topic.Manifest.Labels.Count];
        models.Classifier.Score(Headline, all);
        var best = all.Max();

        Assert.Single(models.Classifier.Classify(Headline, new ClassifyOptions { MinScore = best }).Topics);
        Assert.Empty(
            models.Classifier.Classify(Headline, new ClassifyOptions { MinScore = MathF.BitIncrement(best) }).Topics
        );
    }
}
