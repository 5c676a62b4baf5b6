using System.Diagnostics;

namespace Classifier.Benchmarks.Reports;

/// <summary>The command <c>classifier</c> in a process of its own, measured.</summary>
internal static class MeasuredProgram
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="args">Its arguments.</param>
    /// <returns>How many seconds it took, and the most memory that it had in use, in MB.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static (double Seconds, double Megabytes) Run(params string[] args)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "classifier.dll"), .. args])
        )!;
        var most = 0L;
        while (!process.WaitForExit(20))
        {
            process.Refresh();
            most = Math.Max(most, process.HasExited ? 0 : process.PeakWorkingSet64);
        }

        return process.ExitCode == 0
            ? (clock.Elapsed.TotalSeconds, most / 1e6)
            : throw new InvalidOperationException($"classifier {args[0]} failed with exit code {process.ExitCode}.");
    }
}
