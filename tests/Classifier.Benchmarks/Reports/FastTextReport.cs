using System.Globalization;
using System.Text.RegularExpressions;

namespace Classifier.Benchmarks.Reports;

/// <summary>Compares the throughput with fastText on the same file by <c>fasttext.sh</c>.</summary>
internal static partial class FastTextReport
{
    /// <summary>Measures and returns the section.</summary>
    public static string Measure(string[] headlines)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, headlines);
            double[] rates =
            [
                .. Rate()
                    .Matches(Repository.RunAndRead("sh", "tests/Classifier.Benchmarks/fasttext.sh", file))
                    .Select(match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)),
            ];
            return string.Create(
                CultureInfo.InvariantCulture,
                $"## Comparison with fastText, one thread, including reading the file\n\n| program | headlines/s |\n|---|---|\n"
                    + $"| fastText `predict-prob`, one task, word bigrams and subwords of 3 to 5 characters | {rates[0]:N0} |\n| this project, both tasks | {rates[1]:N0} |\n\n"
                    + $"Ratio: {rates[1] / rates[0]:0.0}.\n\n"
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
