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
    public void Labels_with_small_shares_get_no_row_and_the_others_sum_to_one()
    {
        Assert.Equal([(0, 0.75f), (2, 0.25f)], SoftTargets.ToRows([0.69f, 0.08f, 0.23f]));
    }

    [Fact]
    public void The_best_label_always_gets_a_row()
    {
        var target = Enumerable.Repeat(0.05f, 20).ToArray();
        target[7] = 0.06f;

        Assert.Equal([(7, 1f)], SoftTargets.ToRows(target));
    }

    private static LabeledHeadline Headline(string topic) =>
        new("Text", topic, null, LabelOrigin.Reader, "own", 1, false);
}
