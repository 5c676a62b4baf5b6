using System.Globalization;
using Classifier.Lifecycle;
using Classifier.Models;
using Classifier.Taxonomy;
using Classifier.Training;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Prints the models of a folder.</summary>
internal static class ModelTables
{
    /// <summary>Prints a table with a row for each version.</summary>
    public static void WriteList(IAnsiConsole console, IReadOnlyList<StoredModel> models)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in new[] { "Task", "Version", "", "Size", "Held out", "Metrics", "Trained on", "Compared" })
        {
            table.AddColumn(column);
        }

        foreach (var model in models)
        {
            table.AddRow(
                model.Task,
                Markup.Escape(model.Version),
                FormatMarks(model.IsActive, model.Labels),
                $"{model.Bytes / 1e6:0.00} MB",
                FormatMetric(model, "held_out_headlines", "N0"),
                FormatMetrics(model),
                model.Manifest is { } manifest
                    ? Plural.Format(manifest.TrainingFiles.Sum(file => file.Rows), "headline")
                    : $"[red]{Markup.Escape(model.Defect!)}[/]",
                FormatComparison(model)
            );
        }

        console.Write(table);
    }

    /// <summary>Prints a table with a row for each version on the disk of a server.</summary>
    public static void WriteList(IAnsiConsole console, IReadOnlyList<V1.StoredVersion> versions)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in new[] { "Task", "Version", "", "Size", "Metrics", "Compared" })
        {
            table.AddColumn(column);
        }

        foreach (var version in versions)
        {
            table.AddRow(
                Markup.Escape(version.Task),
                Markup.Escape(version.Version),
                FormatMarks(version.Active, version.Labels),
                $"{version.Bytes / 1e6:0.00} MB",
                version.Defect.Length > 0
                    ? $"[red]{Markup.Escape(version.Defect)}[/]"
                    : Markup.Escape(
                        string.Join(
                            ", ",
                            version
                                .Metrics.Where(metric => metric.Name is "accuracy" or "macro_f1" or "roc_auc")
                                .Select(metric => $"{metric.Name} {metric.Value:0.000}")
                        )
                    ),
                version.Comparisons.LastOrDefault() is { } comparison
                    ? Markup.Escape($"with {comparison.OldVersion}: {comparison.Summary}")
                    : ""
            );
        }

        console.Write(table);
    }

    private static string FormatMarks(bool isActive, IEnumerable<string> labels) =>
        string.Join(", ", labels.Prepend(isActive ? "[green]active[/]" : "").Where(mark => mark.Length > 0));

    /// <summary>Prints the metrics, training files, thresholds, and last comparison of one version.</summary>
    public static void WriteOne(IAnsiConsole console, StoredModel model)
    {
        console.MarkupLineInterpolated(
            $"[bold]{model.Task} {model.Version}[/]{(model.IsActive ? ", active" : "")}{string.Concat(model.Labels.Select(label => $", {label}"))}, {model.Bytes / 1e6:0.00} MB, in {model.Folder}"
        );
        if (model.Manifest is not { } manifest)
        {
            console.MarkupLineInterpolated($"[red]{model.Defect}[/]");
            return;
        }

        console.MarkupLineInterpolated(
            $"{manifest.Trainer}{(manifest is ModelManifest fast ? $"; seed {fast.Seed}; Microsoft.ML {fast.MicrosoftMLVersion}" : "")}"
        );
        console.MarkupLineInterpolated($"SHA-256 {manifest.Sha256}");
        WriteRows(
            console,
            "Metrics on held-out headlines",
            manifest.Metrics.Select(metric => (FormatMetricName(metric.Key), $"{metric.Value:0.####}"))
        );
        WriteRows(
            console,
            "Trained on",
            manifest.TrainingFiles.Select(file => (file.Name, Plural.Format(file.Rows, "headline")))
        );
        WriteRows(console, "Thresholds", GetThresholds(manifest));
        if (model.Comparisons.Count > 0)
        {
            WriteRows(
                console,
                "Comparisons, oldest first",
                model.Comparisons.Select(entry => ($"with {entry.Old.Version}", entry.Summary))
            );
        }

        if (model.Comparison is { } comparison)
        {
            WriteRows(
                console,
                $"Compared with {comparison.Old.Version} on {Plural.Format(comparison.Headlines, "headline")}: {(comparison.Passed ? "passed" : "failed")} {string.Join(" and ", comparison.Rules)}",
                comparison.Figures.Select(figure =>
                    (
                        figure.Name,
                        $"{figure.Difference:+0.000;-0.000;0.000} ({figure.Low:+0.000;-0.000;0.000} to {figure.High:+0.000;-0.000;0.000})"
                    )
                )
            );
        }
    }

    private static IEnumerable<(string, string)> GetThresholds(IModelManifest manifest)
    {
        if (manifest.MinScore > 0)
        {
            yield return ($"{manifest.Labels.Count} topics, from", $"{manifest.MinScore:0.###}");
        }

        if (manifest.Bands is { } bands)
        {
            yield return ("slight from", $"{bands.Slight:0.###}");
            yield return ("considerable from", $"{bands.Considerable:0.###}");
            yield return ("heavy from", $"{bands.Heavy:0.###}");
        }
    }

    private static void WriteRows(IAnsiConsole console, string title, IEnumerable<(string Name, string Value)> rows)
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

    /// <summary>Returns the name of a metric with the name of its topic beside the id.</summary>
    public static string FormatMetricName(string metric) =>
        metric.Split(' ') is [var figure, var label] ? $"{figure} {IptcTopics.Describe(label)}" : metric;

    private static string FormatMetrics(StoredModel model) =>
        model.Task == ModelBundle.ClickbaitTask
            ? $"ROC-AUC {FormatMetric(model, "roc_auc", "0.000")}"
            : $"accuracy {FormatMetric(model, "accuracy", "0.000")}, macro-F1 {FormatMetric(model, "macro_f1", "0.000")}"
                + (model.Task == ModelBundle.TopicTask ? "" : $", ROC-AUC {FormatMetric(model, "roc_auc", "0.000")}");

    private static string FormatMetric(StoredModel model, string name, string format) =>
        model.Manifest?.Metrics.TryGetValue(name, out var value) == true
            ? value.ToString(format, CultureInfo.InvariantCulture)
            : "–";

    private static string FormatComparison(StoredModel model) =>
        model.Comparison is not { } comparison
            ? "[grey]never[/]"
            : $"with {Markup.Escape(comparison.Old.Version)}: {(comparison.Passed ? "[green]passed[/]" : "[red]failed[/]")}";
}
