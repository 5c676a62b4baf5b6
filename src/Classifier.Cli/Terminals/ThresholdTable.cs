using Classifier.Taxonomy;
using Classifier.Training.Lifecycle.Thresholds;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Prints tuned thresholds.</summary>
internal static class ThresholdTable
{
    /// <summary>Prints a row for each label.</summary>
    /// <param name="console">Where to print.</param>
    /// <param name="found">The threshold by label; null if the label has too few headlines.</param>
    /// <param name="precision">The precision that was asked for.</param>
    public static void Write(IAnsiConsole console, IReadOnlyDictionary<string, TunedThreshold?> found, double precision)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in new[] { "label", "threshold", "precision", "95 % interval", "recall", "headlines", "" })
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
                    $"fewer than {ThresholdSearch.MinHeadlines}",
                    "[yellow]too few headlines; unchanged[/]"
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
                    $"{threshold.Selected:N0}",
                    threshold.IsReached ? "" : $"[yellow]{precision} is not reached; unchanged[/]"
                );
            }
        }

        console.Write(table);
    }

    private static string Name(string label) => Markup.Escape(IptcTopics.Describe(label));
}
