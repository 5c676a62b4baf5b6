using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Teaching;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Teaching;

public sealed class TeacherAnswersTests : IDisposable
{
    private static readonly string[] Labels = ["business", "weather"];
    private static readonly float[] Grades = [0.75f, 0.5f, 0.25f];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Written_answers_are_found_regardless_of_case_and_punctuation()
    {
        var path = Write(("Storm floods the coast road", [0, 1]), ("Bank cuts rates", [0.8f, 0.2f]));

        var answers = TeacherAnswers.Read(path);

        Assert.Equal(Labels, answers.Labels);
        Assert.Equal(["Storm floods the coast road", "Bank cuts rates"], answers.Titles);
        var row = answers.IndexOf("BANK CUTS RATES!");
        Assert.Equal(0.8f, answers.GetTopics(row)[0], 0.001f);
        Assert.Equal([0.75f, 0.5f, 0.25f], answers.GetGrades(row));
        Assert.Equal(-1, answers.IndexOf("Bank raises rates"));
    }

    [Fact]
    public void Writing_resumes_after_the_last_complete_answer()
    {
        var path = Write(("Storm floods the coast road", [0, 1]), ("Bank cuts rates", [1, 0]));
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(file.Length - 3);
        }

        using (var writer = new TeacherAnswersWriter(path, Labels))
        {
            Assert.Equal(["Storm floods the coast road"], writer.Written);
            writer.Write("Bank cuts rates", [1, 0], Grades);
        }

        var uninterrupted = Write(("Storm floods the coast road", [0, 1]), ("Bank cuts rates", [1, 0]));
        Assert.Equal(File.ReadAllBytes(uninterrupted), File.ReadAllBytes(path));
    }

    [Fact]
    public void A_truncated_file_is_rejected()
    {
        var path = Write(("Storm floods the coast road", [0, 1]));
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(file.Length - 1);
        }

        Assert.Contains(
            "cannot be read as answers",
            Assert.Throws<TrainingDataException>(() => TeacherAnswers.Read(path)).Message
        );
    }

    [Fact]
    public void Appending_answers_for_other_topics_is_rejected()
    {
        var path = Write(("Storm floods the coast road", [0, 1]));

        Assert.Throws<InvalidDataException>(() => new TeacherAnswersWriter(path, ["business", "sport"]));
    }

    public void Dispose() => _folder.Dispose();

    private string Write(params (string Title, float[] Scores)[] answers)
    {
        var path = _folder.Of($"{Guid.NewGuid():N}.bin");
        using var writer = new TeacherAnswersWriter(path, Labels);
        foreach (var (title, scores) in answers)
        {
            writer.Write(title, scores, Grades);
        }

        return path;
    }
}
