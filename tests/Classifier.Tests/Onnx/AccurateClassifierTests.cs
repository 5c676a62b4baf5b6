using Classifier.Onnx;
using Classifier.Scoring;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Tests.Onnx;

public sealed class AccurateClassifierTests : IClassFixture<AccurateClassifierTests.ShippedEncoder>
{
    private const string Bait = "You wont believe what the mayor's dog did next";

    private readonly AccurateClassifier _classifier;

    public AccurateClassifierTests(ShippedEncoder shipped) => _classifier = shipped.Classifier;

    [Theory]
    [InlineData("Goalkeeper saves two penalties as city reach the cup final", "medtop:15000000", ClickbaitBand.None)]
    [InlineData("Central bank leaves interest rates unchanged at 4 percent", "medtop:04000000", ClickbaitBand.None)]
    [InlineData("HC seeks police reply on bail plea in murder case", "medtop:02000000", ClickbaitBand.None)]
    [InlineData("Heavy rain and 90 km/h winds forecast for the coast on Friday", "medtop:17000000", ClickbaitBand.None)]
    public void Plain_news_gets_its_topic_and_no_band(string headline, string topic, ClickbaitBand band)
    {
        var classification = _classifier.Classify(headline, ClassifyOptions.Default);
        Assert.Equal(topic, classification.Topics[0].Topic.Id);
        Assert.Equal(band, classification.Clickbait.Band);
        Assert.True(classification.LanguageSupported);
        Assert.Equal(
            new ModelVersions(ShippedVersions.Accurate, ShippedVersions.Accurate),
            classification.ModelVersions
        );
    }

    [Fact]
    public void The_calling_thread_can_throw_NullReferenceException_afterwards()
    {
        _classifier.Classify(Bait, ClassifyOptions.Default);

        Assert.Throws<NullReferenceException>(() => GetNull()!.Length);
    }

    [Theory]
    [InlineData("You wont believe what the mayor's dog did next")]
    [InlineData("This one trick will change how you sleep forever")]
    public void Bait_is_at_least_considerable(string headline) =>
        Assert.InRange(
            _classifier.Classify(headline, ClassifyOptions.Default).Clickbait.Band,
            ClickbaitBand.Considerable,
            ClickbaitBand.Heavy
        );

    [Fact]
    public void Case_does_not_change_the_scores()
    {
        var expected = _classifier.Classify(Bait, ClassifyOptions.Default);
        foreach (var headline in new[] { Bait.ToUpperInvariant(), Bait.ToLowerInvariant() })
        {
            var actual = _classifier.Classify(headline, ClassifyOptions.Default);
            Assert.Equal(expected.Topics, actual.Topics);
            Assert.Equal(expected.Clickbait, actual.Clickbait);
        }
    }

    [Fact]
    public void Options_limit_the_topics()
    {
        var all = _classifier.Classify(Bait, new ClassifyOptions { TopK = 17, MinScore = 0 }).Topics;
        Assert.Equal(17, all.Count);
        Assert.Equal(1, all.Sum(topic => topic.Score), 1e-4);
        Assert.Equal(all.OrderByDescending(topic => topic.Score), all);
        Assert.Equal(all.Take(2), _classifier.Classify(Bait, new ClassifyOptions { TopK = 2, MinScore = 0 }).Topics);
        Assert.Empty(_classifier.Classify(Bait, new ClassifyOptions { MinScore = 1 }).Topics);
    }

    [Fact]
    public void Reasons_are_the_changes_of_logits_when_a_word_is_left_out()
    {
        var classification = _classifier.Classify(Bait, new ClassifyOptions { Explain = true });
        Assert.True(classification.HasEstimatedReasons);
        var reason = classification.Reasons.First(reason => reason.Target == "clickbait");
        Assert.Equal(reason.Text, Bait[reason.Start..reason.End]);
        var without = _classifier.Classify(
            Bait.Remove(reason.Start, reason.End - reason.Start),
            ClassifyOptions.Default
        );
        Assert.Equal(
            ToLogit(classification.Clickbait.Score) - ToLogit(without.Clickbait.Score),
            reason.Contribution,
            1e-3
        );
        Assert.Equal(
            classification.Reasons.OrderByDescending(each => Math.Abs(each.Contribution)),
            classification.Reasons
        );
    }

    [Fact]
    public async Task Many_threads_get_the_same_scores()
    {
        string[] headlines = [.. OwnHeadlines.All.Take(40).Select(headline => headline.Text)];
        var expected = headlines.Select(headline => _classifier.Classify(headline, ClassifyOptions.Default).Clickbait);
        var actual = await Task.WhenAll(
            headlines.Select(headline =>
                Task.Run(() => _classifier.Classify(headline, ClassifyOptions.Default).Clickbait)
            )
        );
        Assert.Equal(expected, actual);
    }

    private static string? GetNull() => null;

    private static double ToLogit(double probability) => Math.Log(probability / (1 - probability));

    public sealed class ShippedEncoder : IDisposable
    {
        private readonly HeadlineClassifier _fast = HeadlineClassifier.Load(Repository.PathOf("models"));

        public ShippedEncoder() =>
            Classifier = new(EncoderBundle.Read(EncoderBundle.Find(Repository.PathOf("models"))!), _fast);

        public AccurateClassifier Classifier { get; }

        public void Dispose()
        {
            Classifier.Dispose();
            _fast.Dispose();
        }
    }
}
