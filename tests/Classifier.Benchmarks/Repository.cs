using System.Diagnostics;

namespace Classifier.Benchmarks;

/// <summary>Where the project's files are.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>What was checked out, with a mark when files were changed since.</summary>
    public static string Commit => Output("git", "describe", "--always", "--dirty", "--exclude", "*");

    /// <summary>What a program prints, run in the project's folder.</summary>
    public static string Output(string program, params string[] args)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, args) { RedirectStandardOutput = true, WorkingDirectory = Root }
        )!;
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} failed with exit code {process.ExitCode}.");
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Classifier.sln")))
        {
            folder =
                folder.Parent
                ?? throw new InvalidOperationException("The benchmarks must be run inside the project's folder.");
        }

        return folder.FullName;
    }
}
