using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Encoders;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Encoders;

public sealed class EncoderDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Labels_of_the_same_headline_in_two_files_are_joined()
    {
        var data = Read(WriteTopics(600), WriteGrades(600, i => i % 4));
        Assert.Equal(["Culture", "Money"], data.Labels);
        Assert.True(data.HasGrades);
        Assert.Equal(600, data.Learning.Count + data.Validation.Count);
        Assert.All(
            data.Learning.Concat(data.Validation),
            headline => Assert.True(headline is { Topic: not null, Bait: not null })
        );
        Assert.Equal(
            [("topics.tsv", 600), ("grades.tsv", 600)],
            data.Files.Select(file => (file.Name, (int)file.Rows))
        );
        Assert.Same(data.Validation, data.Measured);
    }

    [Fact]
    public void A_tenth_is_held_out_and_not_learned()
    {
        var data = Read(WriteTopics(600));
        Assert.InRange(data.Validation.Count, 30, 90);
        Assert.Empty(data.Learning.Select(row => row.Text).Intersect(data.Validation.Select(row => row.Text)));
    }

    [Fact]
    public void Rows_that_one_file_holds_out_are_not_learned_from_another()
    {
        var marked = _folder.Write(
            "marked.tsv",
            "text\tbait\tsplit\n"
                + string.Concat(Texts(700).Select((text, i) => $"{text}\t{i % 4}\t{(i < 40 ? "test" : "")}\n"))
        );
        var data = Read(WriteTopics(600), marked);
        Assert.Equal(40, data.Measured.Count(row => row.Bait is not null));
        Assert.Empty(data.Learning.Select(row => row.Text).Intersect(Texts(40)));
    }

    [Fact]
    public void Labels_of_a_task_with_too_few_of_them_are_not_used()
    {
        var data = Read(WriteTopics(600), WriteGrades(100, i => i % 4));
        Assert.False(data.HasGrades);
        Assert.All(data.Learning, headline => Assert.Null(headline.Bait));
        Assert.Contains(
            data.Notices,
            notice => notice.StartsWith("Only 100 headlines with a clickbait grade", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Grades_of_one_kind_are_an_error(int grade)
    {
        var exception = Assert.Throws<TrainingDataException>(() => Read(WriteGrades(600, _ => grade)));
        Assert.Contains("only bait or only news", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_topic_is_an_error()
    {
        var path = _folder.Write(
            "one.tsv",
            "text\ttopic\n" + string.Concat(Texts(600).Select(text => $"{text}\tMoney\n"))
        );
        var exception = Assert.Throws<TrainingDataException>(() => Read(path));
        Assert.Contains("fewer than two topics", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_without_grades_has_topics_only()
    {
        var data = Read(WriteTopics(600));
        Assert.False(data.HasGrades);
        Assert.False(data.MarksHeldOut);
    }

    private static EncoderData Read(params string[] paths) =>
        EncoderData.Read([.. paths.Select(LabeledInput.FromPath)], null);

    private string WriteTopics(int count) =>
        _folder.Write(
            "topics.tsv",
            "text\ttopic\n"
                + string.Concat(Texts(count).Select((text, i) => $"{text}\t{(i % 3 == 0 ? "Culture" : "Money")}\n"))
        );

    private string WriteGrades(int count, Func<int, int> grade) =>
        _folder.Write(
            "grades.tsv",
            "text\tbait\n" + string.Concat(Texts(count).Select((text, i) => $"{text}\t{grade(i)}\n"))
        );

    private static IEnumerable<string> Texts(int count) =>
        Enumerable.Range(0, count).Select(i => $"Council approves plan number {i} for the market");
}
