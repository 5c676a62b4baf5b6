using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Classifier.Features;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;
using Spectre.Console;

namespace Classifier.Training.Commands;

/// <summary>The commands <c>train</c> and <c>evaluate</c>.</summary>
public static class TrainingCommands
{
    private const int Failed = 1;

    private const string DataHelp = $"""
        Labelled headlines are .tsv (raw), .csv or .jsonl, perhaps with .gz. Columns:
        {LabelledFile.Columns}
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>All commands, to be mounted under a root command.</summary>
    public static IEnumerable<Command> All() => [Train(), Evaluate()];

    private static ExampleCommand Train()
    {
        var command = new ExampleCommand("train", "Trains a model on labelled headlines.", """
            Examples:
              classifier train topic --data headlines.tsv --output models/topic/2
              classifier train clickbait --data headlines.tsv --output models/clickbait/2
            """);
        command.Add(Train(ModelBundle.TopicTask, (run, progress) => run.TrainTopic(progress)));
        command.Add(Train(ModelBundle.ClickbaitTask, (run, progress) => run.TrainClickbait(progress)));
        return command;
    }

    private static ExampleCommand Train(string task, Func<TrainingRun, IProgress<string>, ModelManifest> train)
    {
        var data = DataOption();
        var output = new Option<DirectoryInfo>("--output")
        {
            Description = "The model's folder; its name becomes the version. A model that is there is replaced once the new one has been checked.",
            Required = true,
        };
        var vectors = new Option<FileInfo?>("--vectors")
        {
            Description = "Word vectors: a model's vectors.bin, or text as GloVe's (a word and its numbers a line, most frequent first), perhaps gzipped. Left out: those of the newest model that is there, or none.",
        };
        var seed = new Option<int>("--seed") { Description = "The same data, vectors and seed give the same model.", DefaultValueFactory = _ => 1 };
        var command = new ExampleCommand(task, $"Trains a {task} model.", $"""
            {DataHelp}

            Examples:
              classifier train {task} --data training/data/headlines.tsv --output /tmp/models/{task}/1
              classifier train {task} --data feeds.tsv.gz mine.csv --output models/{task}/2 --seed 7
            """)
        { data, output, vectors, seed };
        command.SetAction(result => Guard(() =>
        {
            var run = new TrainingRun(result.GetValue(data)!, result.GetValue(output)!.FullName,
                Vectors(result.GetValue(vectors)?.FullName, task), result.GetValue(seed));
            var manifest = WithStatus(progress => train(run, progress));
            Console.WriteLine($"{task} model {manifest.Version} is in {run.Output}");
            foreach (var (name, value) in manifest.Metrics)
                Console.WriteLine($"  {name,-24} {value:0.####}");
        }));
        return command;
    }

    private static ExampleCommand Evaluate()
    {
        var model = new Option<DirectoryInfo>("--model") { Description = "The model's folder.", Required = true };
        var data = DataOption();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new ExampleCommand("evaluate", "Measures a model on labelled headlines.", $"""
            {DataHelp}
            Of a file with a column split only the test rows are used.

            Examples:
              classifier evaluate --model models/topic/1 --data training/data/headlines.tsv
              classifier evaluate --model models/clickbait/1 --data labelled.csv --json
            """)
        { model, data, json };
        command.SetAction(result => Guard(() =>
        {
            var bundle = ModelBundle.Read(result.GetValue(model)!.FullName);
            var rows = result.GetValue(data)!.Select(LabelledFile.Read)
                .SelectMany(file => file.Any(row => row.IsTest) ? file.Where(row => row.IsTest) : file).ToList();
            object report = bundle.Manifest.Task == ModelBundle.TopicTask ? Topics(bundle, rows) : Clickbait(bundle, rows);
            Console.WriteLine(result.GetValue(json)
                ? JsonSerializer.Serialize(report, Json)
                : Text(report));
        }));
        return command;
    }

    private static TopicReport Topics(ModelBundle bundle, List<LabelledHeadline> rows)
    {
        rows = [.. rows.Where(row => row.Topic is not null)];
        if (rows.Count == 0)
            throw new TrainingDataException("No row has a topic.");
        var labels = bundle.Manifest.Labels;
        var scores = bundle.Predict([.. rows.Select(row => row.Text)]);
        return Metrics.Topics(
            [.. scores.Select(row => labels[row.IndexOf(row.Max())])],
            [.. rows.Select(row => row.Topic!)],
            [.. rows.Select(row => row.SecondTopic)]);
    }

    private static ClickbaitReport Clickbait(ModelBundle bundle, List<LabelledHeadline> rows)
    {
        rows = [.. rows.Where(row => row.Bait is not null)];
        if (rows.Count == 0)
            throw new TrainingDataException("No row has a bait label.");
        var scores = bundle.Predict([.. rows.Select(row => row.Text)]);
        return Metrics.Clickbait([.. scores.Select(row => row[0])], [.. rows.Select(row => row.Bait!.Value)]);
    }

    private static string Text(object report) => report switch
    {
        TopicReport topic => $"""
            headlines          {topic.Headlines}
            accuracy           {topic.Accuracy:0.0000}  ({topic.FirstTopicAccuracy:0.0000} where a second topic that is right as well does not count)
            macro-F1           {topic.MacroF1:0.0000}
            majority baseline  {topic.MajorityBaseline:0.0000}

            label              precision  recall     F1  support
            {string.Join('\n', topic.Labels.Select(label =>
                $"{label.Label,-18} {label.Precision,9:0.000} {label.Recall,7:0.000} {label.F1,6:0.000} {label.Support,8}"))}
            """,
        ClickbaitReport bait => $"""
            headlines          {bait.Headlines}
            accuracy at .5     {bait.Accuracy:0.0000}
            precision at .5    {bait.Precision:0.0000}
            recall at .5       {bait.Recall:0.0000}
            F1 at .5           {bait.F1:0.0000}
            ROC-AUC            {bait.RocAuc:0.0000}
            Spearman           {bait.Spearman:0.0000}
            calibration error  {bait.CalibrationError:0.0000}
            majority baseline  {bait.MajorityBaseline:0.0000}
            """,
        _ => "",
    };

    private static Option<string[]> DataOption() => new("--data")
    {
        Description = "Files of labelled headlines.",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    private static WordVectors? Vectors(string? path, string task)
    {
        if (path is not null)
            return VectorsFile.Read(path);
        try
        {
            var found = Path.Combine(ModelStore.FindModel(ModelStore.FindRoot(), task), ModelBundle.VectorsName);
            return File.Exists(found) ? VectorsFile.Read(found) : null;
        }
        catch (ModelException)
        {
            // No model yet: the first one is trained without vectors unless some are named.
            return null;
        }
    }

    /// <summary>Shows what is going on: a spinner on a terminal, else a line for each step, on standard error.</summary>
    private static T WithStatus<T>(Func<IProgress<string>, T> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (Console.IsErrorRedirected)
            return work(new Steps(step => Console.Error.WriteLine(step)));
        return console.Status().Start("starting", status => work(new Steps(step =>
        {
            console.MarkupLineInterpolated($"[grey]{step}[/]");
            status.Status(Markup.Escape(step));
        })));
    }

    private static int Guard(Action action)
    {
        try
        {
            action();
            return 0;
        }
        catch (Exception e) when (e is TrainingDataException or ModelException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"classifier: {e.Message}");
            return Failed;
        }
    }

    /// <summary>Reports at once and in order, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Steps(Action<string> report) : IProgress<string>
    {
        public void Report(string value) => report(value);
    }
}
