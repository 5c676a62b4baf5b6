using Classifier.Tests.Common;
using Classifier.Training.Data;
using Xunit;

namespace Classifier.Training.Tests.Data;

public sealed class ColumnDecisionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("test", true)]
    [InlineData("Test", true)]
    [InlineData("TEST ", true)]
    [InlineData("dev", true)]
    [InlineData("validation", true)]
    [InlineData("val", true)]
    [InlineData("holdout", true)]
    [InlineData("eval", true)]
    [InlineData("train", false)]
    [InlineData("Training", false)]
    [InlineData("", false)]
    public void Split_values_are_read_in_any_case(string value, bool isHeldOut) =>
        Assert.Equal(
            isHeldOut,
            Assert.Single(LabeledFile.Read(_folder.Write("a.csv", $"text,topic,split\nRain,wea,{value}\n"))).IsTest
        );

    [Fact]
    public void An_unknown_split_is_an_error_with_the_known_ones()
    {
        var path = _folder.Write("a.csv", "text,topic,split\nRain,wea,train\nGoal,spo,fold3\n");
        var message = Assert.Throws<TrainingDataException>(() => LabeledFile.Read(path)).Message;
        Assert.Contains("line 3, column split: “fold3”", message, StringComparison.Ordinal);
        Assert.Contains("validation", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_column_of_0_and_1_is_read_as_clickbait()
    {
        var notices = new List<FileNotice>();
        var rows = LabeledFile.Read(
            _folder.Write("a.csv", "Headline,label\nShould I Get Bings,1\nParliament passes budget bill,0\n"),
            null,
            notices.Add
        );
        Assert.Equal([(null, 3f), (null, 0f)], rows.Select(row => (row.Topic, row.Bait!.Value)));
        Assert.Equal(FileNoticeKind.BinaryLabels, Assert.Single(notices).Kind);
        Assert.Contains("clickbait", notices[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text,label\nRain,1\nGoal,2\n")]
    [InlineData("text,topic\nRain,1\nGoal,0\n")]
    [InlineData("text,label,bait\nRain,1,0\nGoal,0,1\n")]
    public void Other_numbers_and_columns_are_topics(string content) =>
        Assert.All(LabeledFile.Read(_folder.Write("a.csv", content)), row => Assert.NotNull(row.Topic));

    [Fact]
    public void Columns_that_could_both_be_the_label_are_reported()
    {
        var notices = new List<FileNotice>();
        LabeledFile.Read(_folder.Write("a.csv", "text,category,topic\nRain,News,wea\n"), null, notices.Add);
        Assert.Equal(
            "The columns topic and category could both be the label; topic is used, category is ignored.",
            Assert.Single(notices).Message
        );
    }
}
