using System.Globalization;
using System.Text.RegularExpressions;

namespace Classifier.Benchmarks.Reports;

/// <summary>fastText beside ours on the same file, by <c>fasttext.sh</c>.</summary>
internal static partial class FastTextReport
{
    /// <summary>Measures, and writes a section.</summary>
    public static string Measure(string[] headlines)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, headlines);
            double[] rates =
            [
                .. Rate()
                    .Matches(Repository.Output("sh", "tests/Classifier.Benchmarks/fasttext.sh", file))
                    .Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)),
            ];
            return string.Create(
                CultureInfo.InvariantCulture,
                $"## Beside fastText, one thread, reading the file included\n\n| what | headlines/s |\n|---|---|\n"
                    + $"| fastText `predict-prob`, one task, word pairs and sub-words of 3 to 5 characters | {rates[0]:N0} |\n| ours, both tasks | {rates[1]:N0} |\n\n"
                    + $"Ours: {rates[1] / rates[0]:0.0} times.\n\n"
            );
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"(\d+) headlines/s")]
    private static partial Regex Rate();
}
