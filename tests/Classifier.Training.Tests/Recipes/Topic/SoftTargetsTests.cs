using Classifier.Training.Data;
using Classifier.Training.Recipes.Topic;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Topic;

public sealed class SoftTargetsTests
{
    private static readonly string[] Labels = ["a", "b", "c"];

    [Fact]
    public void A_second_topic_gets_its_share()
    {
        Assert.Equal([0, 0.65f, 0.35f], SoftTargets.FromLabels(Headline("b") with { SecondTopic = "c" }, Labels));
    }

    [Fact]
    public void Several_topics_get_equal_shares()
    {
        Assert.Equal([0.5f, 0, 0.5f], SoftTargets.FromLabels(Headline("c") with { OtherTopics = ["a"] }, Labels));
    }

    [Fact]
    public void A_second_topic_that_is_not_a_label_gets_no_share()
    {
        Assert.Equal([1, 0, 0], SoftTargets.FromLabels(Headline("a") with { SecondTopic = "z" }, Labels));
    }

    [Fact]
    public void Without_a_topic_all_labels_get_equal_shares()
    {
        Assert.Equal([0.25f, 0.25f, 0.25f, 0.25f], SoftTargets.FromNoTopic(4));
    }

    private static LabeledHeadline Headline(string topic) =>
        new("Text", topic, null, LabelOrigin.Reader, "own", 1, false);
}
