using System.Globalization;
using System.Text;

namespace Classifier.Benchmarks.Reports;

/// <summary>Measures <c>classifier classify</c> on files of increasing size.</summary>
internal static class ProgramReport
{
    private static readonly int[] Sizes = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];

    /// <summary>Measures and returns the section.</summary>
    public static string Measure(string[] headlines)
    {
        var text = new StringBuilder(
            "## `classifier classify`, text to JSON Lines\n\n| headlines | seconds | headlines/s | peak memory, MB |\n|---|---|---|---|\n"
        );
        var file = Path.GetTempFileName() + ".txt";
        try
        {
            foreach (var size in Sizes)
            {
                File.WriteAllLines(file, Enumerable.Range(0, size).Select(i => headlines[i % headlines.Length]));
                var (seconds, megabytes) = MeasuredCommand.Run(
                    "classify",
                    "--input",
                    file,
                    "--output",
                    "/dev/null",
                    "--format",
                    "jsonl"
                );
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {size:N0} | {seconds:0.0} | {size / seconds:N0} | {megabytes:0} |\n"
                );
            }
        }
        finally
        {
            File.Delete(file);
        }

        return text.Append('\n').ToString();
    }
}
