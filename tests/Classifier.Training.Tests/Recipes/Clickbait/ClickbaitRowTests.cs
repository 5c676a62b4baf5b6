using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Clickbait;
using Classifier.Training.Recipes.Teaching;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Clickbait;

public sealed class ClickbaitRowTests : IDisposable
{
    private const string Labeled = "You won't believe what the goalkeeper did";
    private const string HeldOut = "This is what happened next";
    private const string Title = "Ten things nobody tells you about mortgages";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Labels_alone_give_a_target_for_each_grade()
    {
        var row = Assert.Single(ClickbaitRow.CreateSoft(ReadSet(), teacher: null));

        Assert.Equal((Labeled, 0.97f), (row.Text, row.Target));
    }

    [Fact]
    public void A_teacher_is_mixed_into_labels_and_teaches_titles_that_are_not_held_out()
    {
        var rows = ClickbaitRow.CreateSoft(ReadSet(), Answer());

        Assert.Equal([Labeled, Title], rows.Select(row => row.Text));
        Assert.Equal((0.97f + 0.02f) / 2, rows[0].Target, 0.001f);
        Assert.Equal(0.8f, rows[1].Target, 0.001f);
        Assert.True(rows[1].Weight < rows[0].Weight);
    }

    public void Dispose() => _folder.Dispose();

    private TrainingSet ReadSet()
    {
        var path = _folder.Write("data.tsv", $"text\tbait\tsplit\n{Labeled}\t3\ttrain\n{HeldOut}\t2\ttest\n");
        return TrainingSet.Read([path], headline => headline.Bait is not null);
    }

    /// <summary>Writes a teacher's answers: grade 0 for the labeled headline, and grade 2 for the others.</summary>
    private TeacherAnswers Answer()
    {
        var path = _folder.Of("answers.bin");
        using (var writer = new TeacherAnswersWriter(path, ["business", "sport"]))
        {
            writer.Write(Labeled, [0.5f, 0.5f], [0, 0, 0]);
            writer.Write(HeldOut, [0.5f, 0.5f], [1, 1, 0]);
            writer.Write(Title, [0.5f, 0.5f], [1, 1, 0]);
        }

        return TeacherAnswers.Read(path);
    }
}
