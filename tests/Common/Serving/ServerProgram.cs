using System.Diagnostics;
using Xunit;

namespace Classifier.Tests.Common;

/// <summary>Starts the program of the server: the one beside the tests or, to test another build of it, the one that
/// CLASSIFIER_TEST_SERVER names.</summary>
internal static class ServerProgram
{
    /// <summary>Gets the program to test; null for the one beside the tests.</summary>
    public static string? Path { get; } = Environment.GetEnvironmentVariable("CLASSIFIER_TEST_SERVER");

    /// <summary>Starts the program, and redirects its output.</summary>
    public static Process Start(params IEnumerable<string> args) =>
        Process.Start(
            Path is null
                ? new ProcessStartInfo(
                    "dotnet",
                    [System.IO.Path.Combine(AppContext.BaseDirectory, "Classifier.Server.dll"), .. args]
                )
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
                : new ProcessStartInfo(Path, args) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;

    /// <summary>Runs the program until it ends.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        var stop = TestContext.Current.CancellationToken;
        using var process = Start(args);
        var output = process.StandardOutput.ReadToEndAsync(stop);
        var error = process.StandardError.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, await output, await error);
    }
}
