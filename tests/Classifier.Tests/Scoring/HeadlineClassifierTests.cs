using Classifier.Models;
using Classifier.Scoring;
using Classifier.Tests.Models;
using Xunit;

namespace Classifier.Tests.Scoring;

public class HeadlineClassifierTests(ShippedModels models) : IClassFixture<ShippedModels>
{
    [Theory]
    [InlineData("You wont believe what this goalkeeper did after the final whistle")]
    [InlineData("Here's why everyone is obsessed with this one simple trick")]
    [InlineData("23 Things Only Night-Shift Nurses Will Understand")]
    public void Clickbait_is_considerable_or_heavy(string headline) =>
        Assert.True(models.Classifier.Classify(headline).Clickbait.Band >= ClickbaitBand.Considerable);

    [Theory]
    [InlineData("Central bank keeps interest rates unchanged for a third month")]
    [InlineData("High court overturns ruling on river dam, 3,000 families to stay")]
    [InlineData("TWO KILLED AS BUS OVERTURNS ON MOUNTAIN ROAD")]
    public void News_is_not_considerable_clickbait(string headline) =>
        Assert.True(models.Classifier.Classify(headline).Clickbait.Band < ClickbaitBand.Considerable);

    [Theory]
    [InlineData("Striker scores twice as United win the cup final", "medtop:15000000")]
    [InlineData("Parliament votes on new prime minister after election", "medtop:11000000")]
    [InlineData("Scientists find water on distant planet with new telescope", "medtop:13000000")]
    [InlineData("Heavy rain and strong winds forecast for the weekend", "medtop:17000000")]
    [InlineData("Hospital trial of new cancer drug helps patients", "medtop:07000000")]
    public void Obvious_topics_are_recognized(string headline, string topic) =>
        Assert.Equal(topic, models.Classifier.Classify(headline).Topics[0].Topic.Id);

    [Theory]
    [InlineData("Minister opens new hospital")]
    [InlineData("Striker scores twice as United win the cup final")]
    [InlineData("Make of it what you will")]
    public void A_second_topic_makes_some_answers_right_that_the_score_counts_as_wrong(string headline)
    {
        var classification = models.Classifier.Classify(headline, new ClassifyOptions { MinScore = 0 });

        Assert.InRange(classification.AnyTopicConfidence, classification.Topics[0].Score, 1);
        Assert.True(classification.AnyTopicConfidence < 1);
    }

    [Fact]
    public void Case_and_apostrophes_do_not_change_topics()
    {
        var scores = new float[models.Classifier.Topic.Manifest.Labels.Count];
        var others = new float[scores.Length];
        models.Classifier.Score("India's parliament won't vote on teachers’ pay", scores);
        models.Classifier.Score("INDIAS PARLIAMENT WONT VOTE ON TEACHERS PAY", others);
        Assert.Equal(scores, others);
    }

    [Fact]
    public void Topics_are_sorted_and_limited_by_count_and_minimum_score()
    {
        var all = models
            .Classifier.Classify("Minister opens new hospital", new ClassifyOptions { TopK = 100, MinScore = 0 })
            .Topics;
        Assert.Equal(models.Classifier.Topic.Manifest.Labels.Count, all.Count);
        Assert.Equal(all.OrderByDescending(topic => topic.Score), all);
        Assert.Equal(1, all.Sum(topic => topic.Score), 3);
        Assert.Equal(
            2,
            models
                .Classifier.Classify("Minister opens new hospital", new ClassifyOptions { TopK = 2, MinScore = 0 })
                .Topics.Count
        );
        Assert.Empty(
            models.Classifier.Classify("Minister opens new hospital", new ClassifyOptions { MinScore = 1 }).Topics
        );
    }

    [Fact]
    public void Reasons_quote_the_words_of_the_headline()
    {
        const string Headline = "You won’t believe what Air Bengal did to Asha Menon's sitar, she's furious!";
        var classification = models.Classifier.Classify(Headline, new ClassifyOptions { Explain = true });
        var bait = classification.Reasons.Where(reason => reason.Target == "clickbait").ToList();
        Assert.Contains(
            bait,
            reason => reason.Text.Contains("won’t believe", StringComparison.Ordinal) && reason.Contribution > 0
        );
        Assert.All(
            bait.Where(reason => reason.End > reason.Start),
            reason => Assert.Equal(Headline[reason.Start..reason.End], reason.Text)
        );

        var nothing = models.Classifier.Classify("…").Clickbait.Score;
        Assert.True(classification.Clickbait.Score > nothing);
        Assert.Empty(models.Classifier.Classify(Headline).Reasons);
    }

    [Theory]
    [InlineData("Parliament passes the budget", true)]
    [InlineData("Der Bundestag beschließt das Gesetz und die Regierung ist nicht zufrieden", false)]
    [InlineData("प्रधानमंत्री ने नई योजना की घोषणा की", false)]
    [InlineData("El presidente de la República anuncia las nuevas medidas para los trabajadores", false)]
    public void The_language_is_detected(string headline, bool supported) =>
        Assert.Equal(supported, models.Classifier.Classify(headline).LanguageSupported);

    [Fact]
    public void The_shipped_models_use_a_merged_table_and_score_as_separate_models()
    {
        Assert.True(models.Classifier.UsesMergedTable);
        string[] headlines =
        [
            .. RandomHeadlines.Generate(300),
            "You won’t BELIEVE what 7 nurses did!",
            "Central bank keeps interest rates unchanged",
        ];
        var (topics, baits) = (
            models.Classifier.Topic.Predict(headlines),
            models.Classifier.Clickbait.Predict(headlines)
        );
        var scores = new float[topics[0].Length];
        for (var i = 0; i < headlines.Length; i++)
        {
            Assert.Equal(baits[i][0], models.Classifier.Score(headlines[i], scores), ModelBundle.Tolerance);
            Assert.Equal(topics[i], scores, (a, b) => Math.Abs(a - b) <= ModelBundle.Tolerance);
        }
    }

    [Fact]
    public void Scoring_does_not_allocate()
    {
        var scores = new float[models.Classifier.Topic.Manifest.Labels.Count];
        models.Classifier.Score("Here’s why the café won £5 – twice", scores);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            models.Classifier.Score("Here’s why the café won £5 – twice", scores);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Scores_do_not_depend_on_concurrency()
    {
        string[] headlines =
        [
            .. Enumerable
                .Range(0, 200)
                .Select(i => $"Headline number {i} about {(i % 2 == 0 ? "football" : "elections")} and you"),
        ];
        var alone = headlines.Select(headline => models.Classifier.Classify(headline).Clickbait.Score).ToArray();
        var together = new float[headlines.Length];
        Parallel.For(0, 2_000, i => together[i % 200] = models.Classifier.Classify(headlines[i % 200]).Clickbait.Score);
        Assert.Equal(alone, together);
    }

    [Fact]
    public void A_topic_model_alone_finds_the_same_topics()
    {
        const string Headline = "Striker scores twice as United win the cup final";
        using var classifier = new HeadlineClassifier(models.Classifier.Topic, null);
        var classification = classifier.Classify(Headline, new ClassifyOptions { Explain = true });
        var both = models.Classifier.Classify(Headline);
        Assert.False(classification.HasClickbait);
        Assert.Equal(both.Topics[0].Topic, classification.Topics[0].Topic);
        Assert.Equal(both.Topics[0].Score, classification.Topics[0].Score, ModelBundle.Tolerance);
        Assert.All(classification.Reasons, reason => Assert.NotEqual("clickbait", reason.Target));
        Assert.Throws<ModelException>(() => classifier.Clickbait);
    }

    [Fact]
    public void A_clickbait_model_alone_gives_the_same_clickbait_score()
    {
        const string Headline = "You wont believe what this goalkeeper did after the final whistle";
        using var classifier = new HeadlineClassifier(null, models.Classifier.Clickbait);
        var classification = classifier.Classify(Headline, new ClassifyOptions { Explain = true, MinScore = 0 });
        Assert.Empty(classification.Topics);
        Assert.True(classification.LanguageSupported);
        Assert.Equal(
            models.Classifier.Classify(Headline).Clickbait.Score,
            classification.Clickbait.Score,
            ModelBundle.Tolerance
        );
        Assert.Equal("clickbait", Assert.Single(classification.Bases).Target);
    }

    [Fact]
    public void A_classifier_needs_a_model() => Assert.Throws<ModelException>(() => new HeadlineClassifier(null, null));
}
