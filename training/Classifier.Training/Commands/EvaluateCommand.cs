using System.CommandLine;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation;

namespace Classifier.Training.Commands;

/// <summary>The command <c>evaluate</c>.</summary>
internal static class EvaluateCommand
{
    /// <summary>Makes the command.</summary>
    public static ExampleCommand Create()
    {
        var model = new Option<DirectoryInfo>("--model") { Description = "The model's folder.", Required = true };
        var data = LabelledData.Option();
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new ExampleCommand("evaluate", "Measures a model on labelled headlines.", $"""
            {LabelledData.Help}
            Of a file with a column split only the test rows are used.

            Examples:
              classifier evaluate --model models/topic/1 --data training/data/headlines.tsv
              classifier evaluate --model models/clickbait/1 --data labelled.csv --json
            """)
        { model, data, json };
        command.Add(EvaluatePairsCommand.Create());
        command.Add(EvaluatePagesCommand.Create());
        command.Add(EvaluateAllCommand.Create());
        command.SetAction(result => CommandGuard.Run(() =>
        {
            var bundle = ModelBundle.Read(result.GetValue(model)!.FullName);
            var rows = result.GetValue(data)!.Select(LabelledFile.Read)
                .SelectMany(file => file.Any(row => row.IsTest) ? file.Where(row => row.IsTest) : file).ToList();
            object report = bundle.Manifest.Task == ModelBundle.TopicTask ? Topics(bundle, rows) : Clickbait(bundle, rows);
            Console.WriteLine(result.GetValue(json)
                ? ReportJson.Write(report)
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
}
