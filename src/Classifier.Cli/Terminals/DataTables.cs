using Classifier.Taxonomy;
using Classifier.Training.Data.Checking;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Prints the report of a check of labeled headlines.</summary>
internal static class DataTables
{
    private const int MaxExamples = 3;
    private const int MaxSources = 12;
    private const int MaxLabelsPerSource = 3;
    private const int MaxExampleLength = 200;

    /// <summary>Prints files, labels, sources, and findings. The findings come last so that they stay on screen.</summary>
    public static void Write(IAnsiConsole console, DataReport report)
    {
        var files = CreateTable("File", "Usable rows", "Skipped", "Test rows");
        foreach (var file in report.Files)
        {
            files.AddRow(Markup.Escape(file.Path), $"{file.Usable:N0}", $"{file.LeftOut:N0}", $"{file.Test:N0}");
        }

        console.Write(files);
        foreach (var table in report.Labels)
        {
            WriteLabels(console, table);
        }

        if (report.Findings.Count == 0)
        {
            console.MarkupLine("[green]No problems found.[/]");
        }

        foreach (var finding in report.Findings)
        {
            WriteFinding(console, finding);
        }
    }

    private static void WriteLabels(IAnsiConsole console, LabelTable labels)
    {
        var rows = labels.Labels.Sum(label => label.Rows);
        var table = CreateTable(labels.Task, "Rows", "Share");
        foreach (var label in labels.Labels)
        {
            table.AddRow(
                Markup.Escape(IptcTopics.Describe(label.Label)),
                $"{label.Rows:N0}",
                $"{label.Rows / (double)rows:P1}"
            );
        }

        console.Write(table);

        var sources = CreateTable(
            $"Source ({labels.Sources.Count:N0})",
            "Rows",
            $"{labels.Task}: share of the source's labels"
        );
        foreach (var source in labels.Sources.Take(MaxSources))
        {
            sources.AddRow(
                Markup.Escape(source.Source),
                $"{source.Rows:N0}",
                string.Join(
                    ", ",
                    source
                        .Labels.Take(MaxLabelsPerSource)
                        .Select(label => $"{Name(label.Key)} {label.Value / (double)source.Rows:P0}")
                )
            );
        }

        console.Write(sources);
    }

    private static void WriteFinding(IAnsiConsole console, Finding finding)
    {
        var color = finding.Severity switch
        {
            Severity.Error => "red",
            Severity.Warning => "yellow",
            _ => "grey",
        };
        console.MarkupLine(
            $"[{color}]{finding.Severity}[/] [bold]{finding.Count:N0}[/] {Markup.Escape(finding.Message)}"
        );
        foreach (var example in finding.Examples.Take(MaxExamples))
        {
            console.MarkupLine($"  [grey]{Markup.Escape(Shorten(example))}[/]");
        }

        if (finding.Count > MaxExamples)
        {
            console.MarkupLine(
                $"  [grey]and {finding.Count - MaxExamples:N0} more; --json and --html show {Math.Min(finding.Count, Finding.MaxExamples):N0}[/]"
            );
        }

        console.WriteLine();
    }

    private static string Shorten(string text) =>
        text.Length <= MaxExampleLength ? text : text[..MaxExampleLength] + "…";

    private static string Name(string label) => Markup.Escape(IptcTopics.FromId(label).Label);

    private static Table CreateTable(params string[] columns) =>
        new Table()
            .Border(TableBorder.Simple)
            .AddColumns([
                .. columns.Select(
                    (column, i) =>
                        i is 0 || column.Contains(':', StringComparison.Ordinal)
                            ? new TableColumn(column)
                            : new TableColumn(column).RightAligned()
                ),
            ]);
}
