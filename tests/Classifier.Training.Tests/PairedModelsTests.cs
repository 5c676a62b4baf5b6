using Classifier.Models;
using Classifier.Scoring;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Training.Tests;

public sealed class PairedModelsTests(TrainedModels models)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Both_models_score_together_as_each_of_them_alone(bool sameFeatures)
    {
        // The shipped topic model knows word vectors, the trained ones do not.
        var topic = sameFeatures
            ? models.Topic
            : ModelBundle.Read(ModelStore.FindModel(ModelStore.FindRoot(), ModelBundle.TopicTask));
        Assert.Equal(sameFeatures, topic.Manifest.Features == models.Clickbait.Manifest.Features with { Cues = false });
        using var classifier = new HeadlineClassifier(topic, models.Clickbait);
        string[] headlines =
        [
            .. OwnHeadlines.All.Select(headline => headline.Text).Take(300),
            "You won’t BELIEVE what 7 nurses did!",
            "",
            "…",
        ];
        var (topics, baits) = (topic.Predict(headlines), models.Clickbait.Predict(headlines));
        var scores = new float[topic.Manifest.Labels.Count];
        for (var i = 0; i < headlines.Length; i++)
        {
            Assert.Equal(baits[i][0], classifier.Score(headlines[i], scores), ModelBundle.Tolerance);
            Assert.Equal(topics[i], scores, (a, b) => Math.Abs(a - b) <= ModelBundle.Tolerance);
        }
    }

    [Fact]
    public void Reasons_of_models_that_share_a_table_are_those_of_each_model()
    {
        using var classifier = new HeadlineClassifier(models.Topic, models.Clickbait);
        var reasons = classifier
            .Classify(
                "You won’t believe what this striker did in the cup final",
                new ClassifyOptions
                {
                    Explain = true,
                    MinScore = 0,
                    TopK = 1,
                }
            )
            .Reasons;
        Assert.Contains(
            reasons,
            reason =>
                reason.Target == "medtop:15000000"
                && reason.Text.Contains("cup", StringComparison.Ordinal)
                && reason.Contribution > 0
        );
        Assert.Contains(
            reasons,
            reason => reason.Target == "clickbait" && reason.Start == reason.End && reason.Contribution > 0
        );
        Assert.DoesNotContain(reasons, reason => reason.Target != "clickbait" && reason.Start == reason.End);
    }
}
