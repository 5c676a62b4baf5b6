using Classifier.Taxonomy;
using Classifier.Training.Lifecycle.Thresholds;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Shows the thresholds that were found.</summary>
internal static class ThresholdTable
{
    /// <summary>Writes them.</summary>
    public static void Write(IAnsiConsole console, IReadOnlyDictionary<string, TunedThreshold?> found, double precision)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in new[] { "", "from", "precision", "95 % interval", "recall", "headlines", "" })
        {
            table.AddColumn(column);
        }

        foreach (var (label, threshold) in found)
        {
            if (threshold is null)
            {
                table.AddRow(
                    Name(label),
                    "",
                    "",
                    "",
                    "",
                    $"under {ThresholdSearch.Fewest}",
                    "[yellow]too few to tell; left as it was[/]"
                );
            }
            else
            {
                table.AddRow(
                    Name(label),
                    $"{threshold.Threshold:0.000}",
                    $"{threshold.Precision:0.000}",
                    $"{threshold.Low:0.000} to {threshold.High:0.000}",
                    $"{threshold.Recall:0.000}",
                    $"{threshold.Given:N0}",
                    threshold.IsReached ? "" : $"[yellow]{precision} is not reached; left as it was[/]"
                );
            }
        }

        console.Write(table);
    }

    private static string Name(string label) => Markup.Escape(IptcTopics.FromId(label).Label);
}
