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
        Assert.Equal([0, 0.65f, 0.35f], SoftTargets.OfLabels(Headline("b") with { SecondTopic = "c" }, Labels));
    }

    [Fact]
    public void Several_topics_share_alike()
    {
        Assert.Equal([0.5f, 0, 0.5f], SoftTargets.OfLabels(Headline("c") with { OtherTopics = ["a"] }, Labels));
    }

    [Fact]
    public void A_second_topic_that_is_no_label_takes_nothing()
    {
        Assert.Equal([1, 0, 0], SoftTargets.OfLabels(Headline("a") with { SecondTopic = "z" }, Labels));
    }

    [Fact]
    public void Labels_with_little_of_a_target_get_no_row_and_the_rest_sums_to_one()
    {
        Assert.Equal([(0, 0.75f), (2, 0.25f)], SoftTargets.Rows([0.69f, 0.08f, 0.23f]));
    }

    [Fact]
    public void The_best_label_keeps_its_row_however_small()
    {
        var target = Enumerable.Repeat(0.05f, 20).ToArray();
        target[7] = 0.06f;

        Assert.Equal([(7, 1f)], SoftTargets.Rows(target));
    }

    private static LabeledHeadline Headline(string topic) =>
        new("Text", topic, null, LabelOrigin.Reader, "own", 1, false);
}
