using Classifier.Taxonomy;
using Classifier.Training.Data.Checking;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Shows what a check of labeled headlines found.</summary>
internal static class DataTables
{
    private const int ExamplesShown = 3;
    private const int SourcesShown = 12;
    private const int LabelsOfSourceShown = 3;
    private const int LongestExample = 200;

    /// <summary>Writes files, labels, sources and findings; the findings last, where they are seen.</summary>
    public static void Write(IAnsiConsole console, DataReport report)
    {
        var files = Table("File", "Usable rows", "Left out", "To measure with");
        foreach (var file in report.Files)
        {
            files.AddRow(Markup.Escape(file.Path), $"{file.Usable:N0}", $"{file.LeftOut:N0}", $"{file.Test:N0}");
        }

        console.Write(files);
        foreach (var table in report.Labels)
        {
            Labels(console, table);
        }

        if (report.Findings.Count == 0)
        {
            console.MarkupLine("[green]Nothing is wrong.[/]");
        }

        foreach (var finding in report.Findings)
        {
            Write(console, finding);
        }
    }

    private static void Labels(IAnsiConsole console, LabelTable labels)
    {
        var rows = labels.Labels.Sum(label => label.Rows);
        var table = Table(labels.Task, "Rows", "Share");
        foreach (var label in labels.Labels)
        {
            table.AddRow(Name(label.Label), $"{label.Rows:N0}", $"{label.Rows / (double)rows:P1}");
        }

        console.Write(table);

        var sources = Table(
            $"Source ({labels.Sources.Count:N0})",
            "Rows",
            $"{labels.Task}: share of the source's labels"
        );
        foreach (var source in labels.Sources.Take(SourcesShown))
        {
            sources.AddRow(
                Markup.Escape(source.Source),
                $"{source.Rows:N0}",
                string.Join(
                    ", ",
                    source
                        .Labels.Take(LabelsOfSourceShown)
                        .Select(label => $"{Name(label.Key)} {label.Value / (double)source.Rows:P0}")
                )
            );
        }

        console.Write(sources);
    }

    private static void Write(IAnsiConsole console, Finding finding)
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
        foreach (var example in finding.Examples.Take(ExamplesShown))
        {
            console.MarkupLine($"  [grey]{Markup.Escape(Cut(example))}[/]");
        }

        if (finding.Count > ExamplesShown)
        {
            console.MarkupLine(
                $"  [grey]and {finding.Count - ExamplesShown:N0} more; --json and --html show {Math.Min(finding.Count, Finding.MostExamples):N0}[/]"
            );
        }

        console.WriteLine();
    }

    private static string Cut(string text) => text.Length <= LongestExample ? text : text[..LongestExample] + "…";

    private static string Name(string label) => Markup.Escape(IptcTopics.FromId(label).Label);

    private static Table Table(params string[] columns) =>
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
