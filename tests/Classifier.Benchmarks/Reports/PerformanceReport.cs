using System.Runtime.InteropServices;
using System.Text;

namespace Classifier.Benchmarks.Reports;

/// <summary>Measures everything and writes docs/PERFORMANCE.md: a part written by hand, then the figures.</summary>
internal static class PerformanceReport
{
    private const string Mark = "<!-- What follows is written by the command above. -->";

    /// <summary>The parts, by name, in their order. Each is given the headlines, and a file of labeled ones or null.</summary>
    public static IReadOnlyList<(string Name, Func<string[], string?, Task<string>> Measure)> Sections { get; } =
    [
        ("library", (headlines, _) => Task.FromResult(LibraryReport.Measure(headlines))),
        ("fasttext", (headlines, _) => Task.FromResult(FastTextReport.Measure(headlines))),
        ("precision", (headlines, labeled) => Task.FromResult(PrecisionReport.Measure(headlines, labeled))),
        ("rpc", (headlines, _) => RpcReport.MeasureAsync(headlines)),
        ("settings", (headlines, _) => SettingsReport.MeasureAsync(headlines)),
        ("start", (headlines, _) => StartReport.MeasureAsync(headlines)),
        ("program", (headlines, _) => Task.FromResult(ProgramReport.Measure(headlines))),
    ];

    /// <summary>Measures and writes.</summary>
    /// <param name="headlines">The headlines to measure with.</param>
    /// <param name="labeled">A file of labeled headlines, to tell what fewer bits a weight cost; null for none.</param>
    public static async Task WriteAsync(string[] headlines, string? labeled)
    {
        var path = Path.Combine(Repository.Root, "docs", "PERFORMANCE.md");
        var text = new StringBuilder(File.ReadAllText(path).Split(Mark)[0]).Append(Mark).Append("\n\n");
        text.Append(
            System.Globalization.CultureInfo.InvariantCulture,
            $"Commit {Repository.Commit}; .NET {Environment.Version}; {RuntimeInformation.OSDescription.Trim()}; {Processor()}, "
                + $"{Environment.ProcessorCount} cores; {headlines.Length:N0} headlines, {headlines.Average(headline => headline.Length):0} characters on average.\n\n"
        );

        // Each part is kept as soon as it is measured: the later ones take minutes.
        foreach (var (_, measure) in Sections)
        {
            text.Append(await measure(headlines, labeled));
            File.WriteAllText(path, text.ToString());
        }

        Console.WriteLine(path);
    }

    private static string Processor()
    {
        const string Info = "/proc/cpuinfo";
        return File.Exists(Info)
            ? File.ReadLines(Info).First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(": ")[1]
            : RuntimeInformation.ProcessArchitecture.ToString();
    }
}
