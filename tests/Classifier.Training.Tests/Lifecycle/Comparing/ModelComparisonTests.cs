using Classifier.Lifecycle;
using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Figures;
using Classifier.Training.Lifecycle.Comparing;
using Classifier.Training.Recipes;
using Xunit;

namespace Classifier.Training.Tests.Lifecycle.Comparing;

public sealed class ModelComparisonTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Tasks { get; } = [ModelBundle.TopicTask, ModelBundle.ClickbaitTask];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Topic_figures_match_the_evaluation_metrics()
    {
        var comparison = Compare(models.FolderOf("topic"), models.FolderOf("topic"));
        var labels = models.Topic.Manifest.Labels;
        var report = Metrics.MeasureTopics(
            [
                .. models
                    .Topic.Predict([.. OwnHeadlines.Test.Select(row => row.Text)])
                    .Select(row => labels[row.IndexOf(row.Max())]),
            ],
            [.. OwnHeadlines.Test.Select(row => row.Topic!)],
            [.. OwnHeadlines.Test.Select(row => row.SecondTopic)]
        );
        Assert.Equal(report.Accuracy, Figure(comparison, FigureNames.Accuracy).New, 9);
        Assert.Equal(report.MacroF1, Figure(comparison, FigureNames.MacroF1).New, 9);
        Assert.All(
            report.Labels,
            label => Assert.Equal(label.F1, comparison.Labels.Single(other => other.Label == label.Label).New, 9)
        );
    }

    [Fact]
    public void Clickbait_figures_match_the_evaluation_metrics()
    {
        var comparison = Compare(models.FolderOf("clickbait"), models.FolderOf("clickbait"));
        var report = Metrics.MeasureClickbait(
            [.. models.Clickbait.Predict([.. OwnHeadlines.Test.Select(row => row.Text)]).Select(row => row[0])],
            [.. OwnHeadlines.Test.Select(row => row.Bait!.Value)]
        );
        Assert.Equal(report.RocAuc, Figure(comparison, FigureNames.RocAuc).New, 9);
        Assert.Equal(report.Spearman, Figure(comparison, FigureNames.Spearman).New, 9);
        Assert.Equal(report.CalibrationError, Figure(comparison, FigureNames.CalibrationError).New, 5);
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_model_is_not_worse_than_itself(string task)
    {
        var comparison = Compare(models.FolderOf(task), models.FolderOf(task));
        Assert.True(comparison.Record.Passed);
        Assert.Empty(comparison.Flips);
        Assert.All(
            comparison.Record.Figures,
            figure => Assert.Equal((0, 0, 0), (figure.Difference, figure.Low, figure.High))
        );
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void A_model_trained_on_wrong_labels_does_not_pass(string task)
    {
        var bad = TrainOnWrongLabels(task);
        var comparison = Compare(models.FolderOf(task), bad);
        Assert.False(comparison.Record.Passed);
        Assert.NotEmpty(comparison.Flips);
        Assert.True(comparison.Record.Figures[0].High < 0, $"{comparison.Record.Figures[0]}");
        Assert.Contains(comparison.Labels, label => label.IsRegression);
        var scores = comparison.Flips.Select(flip => flip.NewScore).ToList();
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.All(comparison.Flips, flip => Assert.NotEqual(flip.OldLabel, flip.NewLabel));
        Assert.True(Compare(bad, models.FolderOf(task)).Record.Passed);
    }

    [Fact]
    public void Every_rule_must_be_satisfied()
    {
        var model = ComparableModel.ReadFast(models.FolderOf("topic"));
        Assert.True(Compare(Rule("accuracy > -0.1")));
        Assert.False(Compare(Rule("accuracy > -0.1"), Rule("macro-f1 > 0")));

        bool Compare(params ComparisonRule[] rules) =>
            ModelComparison.Run(model, model, [OwnHeadlines.Path], rules, 1).Record.Passed;
    }

    [Fact]
    public void A_model_cannot_pass_on_its_training_data()
    {
        var data = _folder.Write(
            "known.tsv",
            "text\ttopic\n" + string.Concat(OwnHeadlines.All.Select(row => $"{row.Text}\t{row.Topic}\n"))
        );
        var run = new TrainingRun([data], _folder.Of("known"), null, 1);
        run.TrainTopic(new Silent());
        var comparison = ModelComparison.Run(
            ComparableModel.ReadFast(models.FolderOf("topic")),
            ComparableModel.ReadFast(run.Output),
            [data],
            [],
            1
        );
        Assert.True(comparison.Record.Figures[0].Difference > 0);
        Assert.False(comparison.Record.Passed);
        Assert.Contains(
            comparison.Warnings,
            warning => warning.StartsWith("NEW was trained on known.tsv", StringComparison.Ordinal)
        );
        Assert.Contains("NEW was trained on known.tsv", comparison.Verdict, StringComparison.Ordinal);
        Assert.Empty(Compare(models.FolderOf("topic"), run.Output).Warnings);
    }

    [Theory]
    [InlineData(
        "topic",
        "text\ttopic\nGoalkeeper saves penalty in cup final\tmedtop:15000000\n",
        "1 headline is too few"
    )]
    [InlineData(
        "clickbait",
        "text\tclickbait\nTen foods you must never eat again\t1\nCentral bank raises rates\t0\n",
        "1 clickbait headline and 1 other headline are too few"
    )]
    public void A_few_headlines_are_no_evidence(string task, string content, string expected)
    {
        var data = _folder.Write("few.tsv", content);
        var comparison = ModelComparison.Run(
            ComparableModel.ReadFast(models.FolderOf(task)),
            ComparableModel.ReadFast(models.FolderOf(task)),
            [data],
            [],
            1
        );
        Assert.False(comparison.Record.Passed);
        Assert.Contains(expected, comparison.Verdict, StringComparison.Ordinal);
        Assert.True(comparison.Record.Figures[0].Low < -0.5);
        Assert.Contains(comparison.Warnings, warning => warning.StartsWith("Caution", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void A_label_is_shown_to_be_worse_by_at_least_five_headlines(int headlines, bool isRegression) =>
        Assert.Equal(isRegression, new LabelDifference("a", headlines, 1, 0, -1, -1, -0.5).IsRegression);

    [Fact]
    public void Labels_of_the_data_can_be_mapped()
    {
        var rows = OwnHeadlines.Test.Where(row => row.Topic is "medtop:15000000" or "medtop:07000000").ToList();
        var data = _folder.Write(
            "desks.tsv",
            "text\ttopic\n"
                + string.Concat(
                    rows.Select(row => $"{row.Text}\t{(row.Topic == "medtop:15000000" ? "Pitch" : "Ward")}\n")
                )
        );
        var map = LabelMap.Read(_folder.Write("map.tsv", "label\tmedtop\nPitch\tspo\nWard\thth\n"));
        var folder = models.FolderOf("topic");
        Assert.Equal(
            rows.Count,
            ModelComparison
                .Run(ComparableModel.ReadFast(folder), ComparableModel.ReadFast(folder), [data], [], 1, map)
                .Record.Headlines
        );
    }

    [Fact]
    public void A_few_headlines_suffice_if_the_whole_interval_satisfies_the_rule()
    {
        var rows = OwnHeadlines.Test.Take(60).ToList();
        var data = _folder.Write(
            "sixty.tsv",
            "text\ttopic\n" + string.Concat(rows.Select(row => $"{row.Text}\t{row.Topic}\n"))
        );
        var wrong = TrainOnWrongLabels("topic");
        Assert.True(
            ModelComparison
                .Run(ComparableModel.ReadFast(wrong), ComparableModel.ReadFast(models.FolderOf("topic")), [data], [], 1)
                .Record.Passed
        );
        Assert.False(
            ModelComparison
                .Run(
                    ComparableModel.ReadFast(models.FolderOf("topic")),
                    ComparableModel.ReadFast(models.FolderOf("topic")),
                    [data],
                    [],
                    1
                )
                .Record.Passed
        );
    }

    [Fact]
    public void Labels_that_no_model_has_are_an_error()
    {
        var data = _folder.Write(
            "unknown.csv",
            "text,topic\nRain stops play at Lords,Desk A\nVote on budget delayed,Desk B\n"
        );
        var message = Assert
            .Throws<TrainingDataException>(() =>
                ModelComparison.Run(
                    ComparableModel.ReadFast(models.FolderOf("topic")),
                    ComparableModel.ReadFast(models.FolderOf("topic")),
                    [data],
                    [],
                    1
                )
            )
            .Message;
        Assert.Contains("“Desk A”, “Desk B”", message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_earlier_failure_is_named_unless_the_same_comparison_passes()
    {
        var folder = _folder.Of("copy");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(models.FolderOf("topic")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var few = _folder.Write("few.tsv", "text\ttopic\nGoalkeeper saves penalty in cup final\tmedtop:15000000\n");
        ModelComparison
            .Run(ComparableModel.ReadFast(models.FolderOf("topic")), ComparableModel.ReadFast(folder), [few], [], 1)
            .Record.Write(folder);
        var later = Compare(models.FolderOf("topic"), folder);
        Assert.True(later.Record.Passed);
        Assert.Contains(later.Warnings, warning => warning.Contains("failed on few.tsv", StringComparison.Ordinal));
        later.Record.Write(folder);
        Assert.Equal(2, ComparisonHistory.Read(folder).Records.Count);
        Assert.DoesNotContain(
            ModelComparison
                .Run(ComparableModel.ReadFast(models.FolderOf("topic")), ComparableModel.ReadFast(folder), [few], [], 1)
                .Warnings,
            warning => warning.Contains("earlier", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Models_of_different_tasks_cannot_be_compared() =>
        Assert.Contains(
            "cannot be compared",
            Assert
                .Throws<ModelException>(() => Compare(models.FolderOf("topic"), models.FolderOf("clickbait")))
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Data_without_labels_of_the_task_is_rejected()
    {
        var data = _folder.Write("bait.tsv", "text\tbait\nRain\t0\n");
        Assert.Throws<TrainingDataException>(() =>
            ModelComparison.Run(
                ComparableModel.ReadFast(models.FolderOf("topic")),
                ComparableModel.ReadFast(models.FolderOf("topic")),
                [data],
                [],
                1
            )
        );
    }

    [Fact]
    public void A_record_is_read_back_as_written()
    {
        var record = Compare(models.FolderOf("topic"), models.FolderOf("topic")).Record;
        record.Write(_folder.Path);
        Assert.Equivalent(record, ComparisonRecord.Read(_folder.Path), strict: true);
    }

    private static ModelComparison Compare(string old, string @new) =>
        ModelComparison.Run(ComparableModel.ReadFast(old), ComparableModel.ReadFast(@new), [OwnHeadlines.Path], [], 1);

    private static FigureDifference Figure(ModelComparison comparison, string name) =>
        comparison.Record.Figures.Single(figure => figure.Name == name);

    private static ComparisonRule Rule(string text) => ComparisonRule.Parse(text)!;

    /// <summary>Trains a model on shifted topics and inverted grades.</summary>
    private string TrainOnWrongLabels(string task)
    {
        var labels = models.Topic.Manifest.Labels.ToList();
        var data = _folder.Write(
            "wrong.tsv",
            "text\ttopic\tbait\n"
                + string.Concat(
                    OwnHeadlines
                        .All.Except(OwnHeadlines.Test)
                        .Select(row =>
                            $"{row.Text}\t{labels[(labels.IndexOf(row.Topic!) + 1) % labels.Count]}\t{3 - row.Bait}\n"
                        )
                )
        );
        var run = new TrainingRun([data], _folder.Of("wrong"), null, 1);
        _ = task == ModelBundle.TopicTask ? run.TrainTopic(new Silent()) : run.TrainClickbait(new Silent());
        return run.Output;
    }
}
