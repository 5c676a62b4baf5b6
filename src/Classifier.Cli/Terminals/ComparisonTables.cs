using Classifier.Taxonomy;
using Classifier.Training;
using Classifier.Training.Lifecycle.Comparing;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Prints a comparison of two models.</summary>
internal static class ComparisonTables
{
    private const int MaxHeadlineLength = 100;

    /// <summary>Prints the figures, the labels, the headlines whose label changed and the verdict.</summary>
    /// <param name="console">Where to print.</param>
    /// <param name="comparison">The comparison.</param>
    /// <param name="maxFlips">The maximum number of headlines whose label changed to print.</param>
    public static void Write(IAnsiConsole console, ModelComparison comparison, int maxFlips)
    {
        var record = comparison.Record;
        console.MarkupLineInterpolated(
            $"[bold]{record.Task}[/]: NEW {record.New.Version} compared with OLD {record.Old.Version} on {Plural.Format(record.Headlines, "headline")} of {string.Join(", ", record.Data.Select(file => file.Name))}"
        );
        foreach (var warning in comparison.Warnings)
        {
            console.MarkupLineInterpolated($"[yellow]warning:[/] {warning}");
        }

        console.WriteLine();
        console.Write(CreateFigures(comparison));
        console.MarkupLine(
            comparison.Labels.Any(label => label.IsRegression)
                ? "[bold]Labels[/], largest loss first; [red]worse[/]: the whole interval is below 0, on at least 5 headlines"
                : "[bold]Labels[/], largest loss first; no label is shown to be worse"
        );
        console.Write(CreateLabels(comparison));
        WriteFlips(console, comparison, maxFlips);
        console.MarkupLineInterpolated($"[bold]{comparison.Verdict}[/]");
    }

    private static Table CreateFigures(ModelComparison comparison)
    {
        var table = CreateTable("Figure", "OLD", "NEW", "gain", "95 % interval");
        foreach (var figure in comparison.Record.Figures)
        {
            table.AddRow(
                figure.Name,
                $"{figure.Old:0.000}",
                $"{figure.New:0.000}",
                Signed(figure.Difference),
                Interval(figure.Low, figure.High)
            );
        }

        var (old, @new) = (comparison.Record.Old.Bytes, comparison.Record.New.Bytes);
        table.AddRow("size", Size(old), Size(@new), $"{(double)old / @new:0.00}x", "");
        table.AddRow(
            "headlines/s",
            $"{comparison.OldThroughput:N0}",
            $"{comparison.NewThroughput:N0}",
            $"{comparison.NewThroughput / comparison.OldThroughput:0.00}x",
            ""
        );
        return table;
    }

    private static Table CreateLabels(ModelComparison comparison)
    {
        var table = CreateTable("Label", "headlines", "OLD", "NEW", "NEW - OLD", "95 % interval", "");
        foreach (var label in comparison.Labels)
        {
            table.AddRow(
                Markup.Escape(IptcTopics.Describe(label.Label)),
                $"{label.Support:N0}",
                $"{label.Old:0.000}",
                $"{label.New:0.000}",
                Signed(label.Difference),
                Interval(label.Low, label.High),
                label.IsRegression ? "[red]worse[/]" : ""
            );
        }

        return table;
    }

    private static void WriteFlips(IAnsiConsole console, ModelComparison comparison, int maxFlips)
    {
        var flips = comparison.Flips;
        console.MarkupLineInterpolated(
            $"[bold]{Plural.Format(flips.Count, "headline")} changed their label[/]: {flips.Count(flip => flip.NewIsCorrect && !flip.OldIsCorrect):N0} fixed, {flips.Count(flip => flip.OldIsCorrect && !flip.NewIsCorrect):N0} broken; highest NEW score first"
        );
        if (flips.Count == 0 || maxFlips == 0)
        {
            console.WriteLine();
            return;
        }

        var table = CreateTable("Headline", "Gold", "OLD", "NEW", "");
        foreach (var flip in flips.Take(maxFlips))
        {
            table.AddRow(
                ClassificationMarkup.Escape(Shorten(flip.Headline)),
                Markup.Escape(Name(flip.CorrectLabel)),
                Markup.Escape($"{Name(flip.OldLabel)} {flip.OldScore:0.00}"),
                Markup.Escape($"{Name(flip.NewLabel)} {flip.NewScore:0.00}"),
                (flip.OldIsCorrect, flip.NewIsCorrect) switch
                {
                    (false, true) => "[green]fixed[/]",
                    (true, false) => "[red]broken[/]",
                    _ => "",
                }
            );
        }

        console.Write(table);
    }

    private static Table CreateTable(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(column);
        }

        return table;
    }

    private static string Name(string label) => IptcTopics.FromId(label).Label;

    private static string Shorten(string headline) =>
        headline.Length <= MaxHeadlineLength ? headline : headline[..(MaxHeadlineLength - 1)] + "…";

    private static string Signed(double value) => $"{value:+0.000;-0.000;0.000}";

    private static string Interval(double low, double high) => $"{Signed(low)} to {Signed(high)}";

    private static string Size(long bytes) => $"{bytes / 1e6:0.00} MB";
}
