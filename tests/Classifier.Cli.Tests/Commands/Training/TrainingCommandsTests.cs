using System.Text.Json;
using AngleSharp.Html.Parser;
using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Evaluation.Figures;
using Xunit;

namespace Classifier.Cli.Tests.Commands.Training;

public sealed class TrainingCommandsTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ModelBundle.TopicTask)]
    [InlineData(ModelBundle.ClickbaitTask)]
    public async Task Train_writes_a_model_and_prints_its_metrics(string task)
    {
        var (code, output, error) = await RunAsync(
            "train",
            task,
            "--data",
            _folder.Write("few.tsv", OwnHeadlines.OfTopics("spo", "pol", "ebf")),
            "--output",
            _folder.Of(task, "4"),
            "--seed",
            "3"
        );
        Assert.True(code == 0, error);
        Assert.Contains($"{task} model 4 is in {_folder.Of(task, "4")}", output, StringComparison.Ordinal);
        Assert.Contains("accuracy", output, StringComparison.Ordinal);
        Assert.Equal(3, ModelBundle.Read(ModelStore.FindModel(_folder.Path, task)).Manifest.Seed);
    }

    [Fact]
    public async Task Train_reads_several_files_and_word_vectors()
    {
        var vectors = _folder.Write("v.txt", "rain 1 0\ngoal 0 1\n");
        var more = _folder.Write("more.csv", "headline,label\n\"Goal, goal, goal\",spo\n");
        var (code, _, error) = await RunAsync(
            "train",
            "topic",
            "--data",
            OwnHeadlines.Path,
            more,
            "--vectors",
            vectors,
            "--output",
            _folder.Of("5")
        );
        Assert.True(code == 0, error);
        var bundle = ModelBundle.Read(_folder.Of("5"));
        Assert.Equal(["headlines.tsv", "more.csv"], bundle.Manifest.TrainingFiles.Select(file => file.Name));
        Assert.Equal(2, bundle.Featurizer.Vectors!.Size);
    }

    [Fact]
    public async Task Evaluate_prints_JSON_with_all_metrics()
    {
        using var topics = JsonDocument.Parse(await EvaluateAsync("topic", "--json"));
        Assert.Equal(OwnHeadlines.Test.Count, topics.RootElement.GetProperty("headlines").GetInt32());
        Assert.InRange(Figure(topics, FigureNames.Accuracy), 0.2, 1);
        Assert.InRange(Figure(topics, FigureNames.MacroF1), 0.2, 1);
        Assert.InRange(
            topics.RootElement.GetProperty("baselines")[0].GetProperty("figures")[0].GetProperty("value").GetDouble(),
            0.05,
            0.08
        );
        Assert.Equal(17, topics.RootElement.GetProperty("labels").GetArrayLength());
        using var bait = JsonDocument.Parse(await EvaluateAsync("clickbait", "--json"));
        Assert.Equal(OwnHeadlines.Test.Count, bait.RootElement.GetProperty("headlines").GetInt32());
        foreach (
            var metric in new[]
            {
                FigureNames.Accuracy,
                FigureNames.F1,
                FigureNames.RocAuc,
                FigureNames.Spearman,
                FigureNames.CalibrationError,
            }
        )
        {
            Assert.InRange(Figure(bait, metric), 0, 1);
        }
    }

    [Theory]
    [InlineData("topic", "F1 by topic")]
    [InlineData("clickbait", "Precision and recall of clickbait")]
    public async Task Evaluate_writes_a_self_contained_HTML_report(string task, string chart)
    {
        var path = _folder.Of("report.html");
        await EvaluateAsync(task, "--report", path);
        var page = new HtmlParser().ParseDocument(File.ReadAllText(path));
        Assert.Contains(page.QuerySelectorAll("figcaption"), caption => caption.TextContent == chart);
        Assert.All(
            page.QuerySelectorAll("figure"),
            figure => Assert.NotEmpty(figure.QuerySelectorAll("svg polyline, svg path, svg rect, svg line"))
        );
        Assert.Empty(page.QuerySelectorAll("script, link, img, [src]"));
        Assert.Contains(page.QuerySelectorAll("h2"), title => title.TextContent == "Confusion matrix");
    }

    [Fact]
    public async Task Evaluate_split_measures_on_held_out_headlines()
    {
        var (code, output, error) = await RunAsync(
            "evaluate",
            "split",
            "clickbait",
            "--by",
            "random",
            "--folds",
            "2",
            "--data",
            OwnHeadlines.Path,
            "--json"
        );
        Assert.True(code == 0, error);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(OwnHeadlines.All.Count, json.RootElement.GetProperty("headlines").GetInt32());
        Assert.InRange(Figure(json, FigureNames.RocAuc), 0.8, 1);
        Assert.Equal(5, json.RootElement.GetProperty("casings").GetArrayLength());
    }

    private static double Figure(JsonDocument report, string name) =>
        report
            .RootElement.GetProperty("figures")
            .EnumerateArray()
            .First(figure => figure.GetProperty("name").GetString() == name)
            .GetProperty("value")
            .GetDouble();

    [Fact]
    public async Task Evaluate_prints_text()
    {
        Assert.Contains("macro-F1", await EvaluateAsync("topic"), StringComparison.Ordinal);
        Assert.Contains("ROC-AUC", await EvaluateAsync("clickbait"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_undefined_figure_is_NaN_in_JSON()
    {
        var data = _folder.Write("news.tsv", "text\tbait\nRain\t0\nSnow falls\t0\n");
        var (code, output, _) = await RunAsync(
            "evaluate",
            "--model",
            models.FolderOf("clickbait"),
            "--data",
            data,
            "--json"
        );
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(output);
        Assert.Equal("NaN", json.RootElement.GetProperty("figures")[0].GetProperty("value").GetString());
    }

    [Fact]
    public async Task Evaluate_uses_the_test_rows_of_files_that_have_some_and_all_rows_of_others()
    {
        var split = _folder.Write("split.tsv", "text\tbait\tsplit\nRain\t0\ttest\nSnow\t0\ttrain\n");
        var all = _folder.Write("all.tsv", "text\tbait\nHail\t0\nYou wont believe it\t1\n");
        var (_, output, _) = await RunAsync(
            "evaluate",
            "--model",
            models.FolderOf("clickbait"),
            "--data",
            split,
            all,
            "--json"
        );
        using var json = JsonDocument.Parse(output);
        Assert.Equal(3, json.RootElement.GetProperty("headlines").GetInt32());
    }

    [Fact]
    public async Task Invalid_data_is_reported_in_one_line_and_nothing_is_written()
    {
        var data = _folder.Write("bad.tsv", "text\tbait\nRain\tmaybe\n");
        var (code, output, error) = await RunAsync(
            "train",
            "clickbait",
            "--data",
            data,
            "--output",
            _folder.Of("model")
        );
        Assert.Equal((1, ""), (code, output));
        Assert.Contains(
            $"classifier: {data}, line 2, column bait: “maybe” is not a number; write 0 for news and 1 for bait, no and yes, or a grade 0 to 3.",
            error,
            StringComparison.Ordinal
        );
        Assert.Equal([data], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task An_output_folder_with_other_content_is_rejected()
    {
        _folder.Write("letter.txt", "Dear");
        var (code, _, error) = await RunAsync("train", "topic", "--data", OwnHeadlines.Path, "--output", _folder.Path);
        Assert.Equal(1, code);
        Assert.Contains("does not contain a model", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none/report.html", "does not exist")]
    [InlineData("", "is a folder")]
    public async Task A_report_that_cannot_be_written_is_an_error_before_training(string report, string expected)
    {
        var (code, _, error) = await RunAsync(
            "train",
            "topic",
            "--data",
            OwnHeadlines.Path,
            "--output",
            _folder.Of("1"),
            "--report",
            _folder.Of(report)
        );
        Assert.Equal(1, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("fitting", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData("train", "topic", "--data", "nowhere.tsv", "--output", "model")]
    [InlineData("train", "topic", "--data", "headlines", "--vectors", "nowhere.txt", "--output", "model")]
    [InlineData("evaluate", "--model", "nowhere", "--data", "headlines")]
    [InlineData("evaluate", "--model", "topic", "--data", "nowhere.tsv")]
    public async Task Missing_files_are_named_in_the_error(params string[] args)
    {
        var (code, _, error) = await RunAsync([
            .. args.Select(arg =>
                arg switch
                {
                    "headlines" => OwnHeadlines.Path,
                    "topic" when args[0] == "evaluate" => models.FolderOf("topic"),
                    "model" or "nowhere" or "nowhere.tsv" or "nowhere.txt" => _folder.Of(arg),
                    _ => arg,
                }
            ),
        ]);
        Assert.Equal(1, code);
        Assert.Contains("nowhere", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Labels_that_the_model_does_not_have_are_named_in_the_error()
    {
        var data = _folder.Write("unknown.csv", "text,topic\nRain stops play at Lords,Desk A\nVote delayed,Desk B\n");
        var (code, _, error) = await RunAsync("evaluate", "--model", models.FolderOf("topic"), "--data", data);
        Assert.Equal(1, code);
        Assert.Contains("“Desk A”, “Desk B”", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_warns_about_small_samples()
    {
        var data = _folder.Write("one.csv", "text,topic\nGoalkeeper saves penalty in cup final,medtop:15000000\n");
        var (code, output, _) = await RunAsync("evaluate", "--model", models.FolderOf("topic"), "--data", data);
        Assert.Equal(0, code);
        Assert.Contains("Caution: 1 headline can show little", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_without_labels_for_the_task_is_rejected()
    {
        var data = _folder.Write("topics.tsv", "text\ttopic\nRain\twea\n");
        var (code, _, error) = await RunAsync("evaluate", "--model", models.FolderOf("clickbait"), "--data", data);
        Assert.Equal(1, code);
        Assert.Contains("no row has a clickbait label", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--color", "train", "topic", "--data", "a.tsv", "--output", "b", "--color", "red")]
    [InlineData("--output", "train", "topic", "--data", "a.tsv")]
    [InlineData("--data", "evaluate", "--model", "a")]
    [InlineData("needs --before", "evaluate", "split", "topic", "--by", "time", "--data", "a.tsv")]
    [InlineData("2022-01-31", "evaluate", "split", "topic", "--by", "time", "--before", "May", "--data", "a.tsv")]
    [InlineData("--folds", "evaluate", "split", "topic", "--folds", "1", "--data", "a.tsv")]
    [InlineData("many", "train", "clickbait", "--data", "a.tsv", "--output", "b", "--seed", "many")]
    [InlineData("sentiment", "train", "sentiment")]
    public async Task Invalid_arguments_are_named_in_the_error(string expected, params string[] args)
    {
        var (code, _, error) = await RunAsync(args);
        Assert.NotEqual(0, code);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    private async Task<string> EvaluateAsync(string task, params string[] more)
    {
        var (code, output, error) = await RunAsync([
            "evaluate",
            "--model",
            models.FolderOf(task),
            "--data",
            OwnHeadlines.Path,
            .. more,
        ]);
        Assert.True(code == 0, error);
        return output;
    }

    private static Task<ClassifierProgram.Result> RunAsync(params string[] args) => ClassifierProgram.RunAsync(args);
}
