using System.Globalization;
using Classifier.Models;
using Classifier.Taxonomy;
using Classifier.Training.Lifecycle;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Shows the models of a folder.</summary>
internal static class ModelTables
{
    /// <summary>One line for each version.</summary>
    public static void WriteList(IAnsiConsole console, IReadOnlyList<StoredModel> models)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (
            var column in new[] { "Task", "Version", "", "Size", "Held out", "Figure", "Learned from", "Compared" }
        )
        {
            table.AddColumn(column);
        }

        foreach (var model in models)
        {
            table.AddRow(
                model.Task,
                Markup.Escape(model.Version),
                model.IsActive ? "[green]active[/]" : "",
                $"{model.Bytes / 1e6:0.00} MB",
                Metric(model, "held_out_headlines", "N0"),
                Figure(model),
                model.Manifest is { } manifest
                    ? $"{manifest.TrainingFiles.Sum(file => file.Rows):N0} headlines"
                    : $"[red]{Markup.Escape(model.Defect!)}[/]",
                Comparison(model)
            );
        }

        console.Write(table);
    }

    /// <summary>All that is known of one version.</summary>
    public static void WriteOne(IAnsiConsole console, StoredModel model)
    {
        console.MarkupLineInterpolated(
            $"[bold]{model.Task} {model.Version}[/]{(model.IsActive ? ", active" : "")}, {model.Bytes / 1e6:0.00} MB, in {model.Folder}"
        );
        if (model.Manifest is not { } manifest)
        {
            console.MarkupLineInterpolated($"[red]{model.Defect}[/]");
            return;
        }

        console.MarkupLineInterpolated(
            $"{manifest.Trainer}; seed {manifest.Seed}; Microsoft.ML {manifest.MicrosoftMLVersion}"
        );
        console.MarkupLineInterpolated($"SHA-256 {manifest.Sha256}");
        Rows(
            console,
            "Measured when it was made",
            manifest.Metrics.Select(metric => (Name(metric.Key), $"{metric.Value:0.####}"))
        );
        Rows(console, "Learned from", manifest.TrainingFiles.Select(file => (file.Name, $"{file.Rows:N0} headlines")));
        Rows(console, "Says", Thresholds(manifest));
        if (model.Comparison is { } comparison)
        {
            Rows(
                console,
                $"Compared with {comparison.Old.Version} on {comparison.Headlines:N0} headlines: {(comparison.Passed ? "passed" : "failed")} {string.Join(" and ", comparison.Rules)}",
                comparison.Figures.Select(figure =>
                    (
                        figure.Name,
                        $"{figure.Difference:+0.000;-0.000;0.000} ({figure.Low:+0.000;-0.000;0.000} to {figure.High:+0.000;-0.000;0.000})"
                    )
                )
            );
        }
    }

    private static IEnumerable<(string, string)> Thresholds(ModelManifest manifest) =>
        manifest.Bands is { } bands
            ?
            [
                ("slight from", $"{bands.Slight:0.###}"),
                ("considerable from", $"{bands.Considerable:0.###}"),
                ("heavy from", $"{bands.Heavy:0.###}"),
            ]
            : [($"{manifest.Labels.Count} topics, from", $"{manifest.MinScore:0.###}")];

    private static void Rows(IAnsiConsole console, string title, IEnumerable<(string Name, string Value)> rows)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{title}[/]");
        var grid = new Grid().AddColumn(new GridColumn().Padding(2, 0, 2, 0)).AddColumn();
        foreach (var (name, value) in rows)
        {
            grid.AddRow(Markup.Escape(name), Markup.Escape(value));
        }

        console.Write(grid);
    }

    private static string Name(string metric) =>
        metric.Split(' ') is [var figure, var label] ? $"{figure} {IptcTopics.FromId(label).Label}" : metric;

    private static string Figure(StoredModel model) =>
        model.Task == ModelBundle.TopicTask
            ? $"accuracy {Metric(model, "accuracy", "0.000")}, macro-F1 {Metric(model, "macro_f1", "0.000")}"
            : $"ROC-AUC {Metric(model, "roc_auc", "0.000")}";

    private static string Metric(StoredModel model, string name, string format) =>
        model.Manifest?.Metrics.TryGetValue(name, out var value) == true
            ? value.ToString(format, CultureInfo.InvariantCulture)
            : "–";

    private static string Comparison(StoredModel model) =>
        model.Comparison is not { } comparison
            ? "[grey]never[/]"
            : $"with {Markup.Escape(comparison.Old.Version)}: {(comparison.Passed ? "[green]passed[/]" : "[red]failed[/]")}";
}
