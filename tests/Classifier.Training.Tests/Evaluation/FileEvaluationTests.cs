using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Figures;
using Classifier.Training.Evaluation.Predictions;
using Classifier.Training.Evaluation.Reports;
using Classifier.Training.Lifecycle;
using Xunit;

namespace Classifier.Training.Tests.Evaluation;

public sealed class FileEvaluationTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Held_out_rows_of_the_training_file_need_no_warning()
    {
        var report = FileEvaluation.Run(new EvaluatedModel(models.Topic), [OwnHeadlines.Path], null);
        Assert.Equal(OwnHeadlines.Test.Count, report.Headlines);
        Assert.Empty(report.TrainedOn);
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public void Training_on_the_data_is_reported_everywhere()
    {
        var data = _folder.Write("known.tsv", "text\ttopic\nRain\twea\nGoal\tspo\n");
        var folder = Directory.CreateDirectory(_folder.Of("model")).FullName;
        foreach (var file in Directory.GetFiles(models.FolderOf(ModelBundle.TopicTask)))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        ModelWriter.UpdateManifest(
            folder,
            manifest => manifest with { TrainingFiles = [new LabeledInput(data).Describe(2)] }
        );
        var report = FileEvaluation.Run(new EvaluatedModel(ModelBundle.Read(folder)), [data], null);
        Assert.Equal(["known.tsv"], report.TrainedOn);
        Assert.All(
            new[] { TextEvaluation.Write(report), HtmlEvaluation.Write(report) },
            text => Assert.Contains("The model was trained on known.tsv", text, StringComparison.Ordinal)
        );
        Assert.DoesNotContain("not used for training", HtmlEvaluation.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_the_model_does_not_have_are_an_error()
    {
        var data = _folder.Write("unknown.csv", "text,topic\nRain stops play at Lords,Desk A\nVote delayed,Desk B\n");
        Assert.Contains(
            "“Desk A”, “Desk B”",
            Assert
                .Throws<TrainingDataException>(() => FileEvaluation.Run(new EvaluatedModel(models.Topic), [data], null))
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Some_unknown_labels_are_reported_and_subtopics_count_as_their_parent()
    {
        var data = _folder.Write(
            "mixed.csv",
            "text,topic\nRain stops play at Lords,Desk A\nStriker scores,MEDTOP:15000000\nFilm wins prize,medtop:20000002\n"
        );
        var report = FileEvaluation.Run(new EvaluatedModel(models.Topic), [data], null);
        Assert.Contains(report.Warnings, warning => warning.StartsWith("1 of 3 headlines", StringComparison.Ordinal));
        Assert.Contains(report.Warnings, warning => warning.Contains("medtop:01000000", StringComparison.Ordinal));
        Assert.Contains(report.LabelFigures, label => label.Label == "medtop:01000000");
    }

    [Fact]
    public void The_interval_of_a_single_headline_is_wide()
    {
        var report = FileEvaluation.Run(
            new EvaluatedModel(models.Topic),
            [_folder.Write("one.csv", "text,topic\nGoalkeeper saves penalty in cup final,medtop:15000000\n")],
            null
        );
        var accuracy = report[FigureNames.Accuracy];
        Assert.InRange(accuracy.High - accuracy.Low, 0.7, 1);
        Assert.All(
            report.Baselines,
            baseline => Assert.InRange(baseline.Figures[0].High - baseline.Figures[0].Low, 0.7, 1)
        );
        Assert.InRange(report.LabelFigures[0].High - report.LabelFigures[0].Low, 0.7, 1);
    }

    [Theory]
    [InlineData("text,bait\nYou won't believe it,1\n")]
    [InlineData("text,bait\nRain,0\nSnow,0\n")]
    [InlineData("title,label\nShould I Get Bings,1\nParliament passes budget bill,0\n")]
    public void Any_number_of_rows_and_classes_can_be_evaluated(string content)
    {
        var report = FileEvaluation.Run(
            new EvaluatedModel(models.Clickbait),
            [_folder.Write("few.csv", content)],
            null
        );
        Assert.NotEmpty(report.Warnings);
        Assert.NotEmpty(TextEvaluation.Write(report));
        Assert.NotEmpty(HtmlEvaluation.Write(report));
    }
}
