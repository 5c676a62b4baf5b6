using System.Diagnostics;

namespace Classifier.Benchmarks.Reports;

/// <summary>Runs the command <c>classifier</c> in a separate process and measures it.</summary>
internal static class MeasuredCommand
{
    /// <summary>Runs the command until it exits.</summary>
    /// <param name="args">The arguments.</param>
    /// <returns>The elapsed time in seconds and the peak resident memory in MB.</returns>
    /// <exception cref="InvalidOperationException">The command failed.</exception>
    public static (double Seconds, double Megabytes) Run(params string[] args)
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "classifier.dll"), .. args])
        )!;
        var peak = 0L;
        while (!process.WaitForExit(20))
        {
            process.Refresh();
            peak = Math.Max(peak, process.HasExited ? 0 : process.PeakWorkingSet64);
        }

        return process.ExitCode == 0
            ? (clock.Elapsed.TotalSeconds, peak / 1e6)
            : throw new InvalidOperationException($"classifier {args[0]} failed with exit code {process.ExitCode}.");
    }
}
