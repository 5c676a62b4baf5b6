using Classifier.Training.Data;
using Classifier.Training.Recipes.Encoders;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Encoders;

public sealed class EncoderHeadlineTests
{
    private static readonly string[] Labels = ["a", "b", "c", "d"];

    [Fact]
    public void A_second_topic_has_a_share_of_the_target()
    {
        var headline = Create("b", second: "d");
        Assert.Equal((1, 3), (headline.Topic!.Value, headline.SecondTopic!.Value));
        Assert.Equal([0, 0.65f, 0, 0.35f], headline.TopicTarget!);
    }

    [Fact]
    public void A_topic_that_is_not_a_label_is_not_learned()
    {
        var headline = Create("e");
        Assert.Null(headline.Topic);
        Assert.Null(headline.TopicTarget);
    }

    [Fact]
    public void All_topics_of_a_headline_that_does_not_tell_its_topic_are_equally_probable()
    {
        var headline = EncoderHeadline.Create(
            new LabeledHeadline("Photos of the day", null, null, LabelOrigin.Reader, "", 1, IsTest: false)
            {
                HasNoTopic = true,
            },
            Labels,
            _ => [1, 2]
        );
        Assert.Null(headline.Topic);
        Assert.Equal([0.25f, 0.25f, 0.25f, 0.25f], headline.TopicTarget!);
    }

    [Theory]
    [InlineData(0f, 0f, 0f, 0f)]
    [InlineData(1f, 1f, 0f, 0f)]
    [InlineData(2f, 1f, 1f, 0f)]
    [InlineData(2.25f, 1f, 1f, 0.25f)]
    [InlineData(3f, 1f, 1f, 1f)]
    public void A_grade_reaches_its_thresholds(float grade, float first, float second, float third) =>
        Assert.Equal([first, second, third], Create("a", grade: grade).GradeTarget!);

    private static EncoderHeadline Create(string topic, string? second = null, float? grade = null) =>
        EncoderHeadline.Create(
            new LabeledHeadline("text", topic, grade, LabelOrigin.Reader, "", 1, IsTest: false, second),
            Labels,
            _ => [1, 2]
        );
}
