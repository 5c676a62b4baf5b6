using System.Diagnostics;

namespace Classifier.Benchmarks;

/// <summary>Locates the repository and runs programs in it.</summary>
internal static class Repository
{
    /// <summary>Gets the path of the folder that contains the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Gets the current commit, with a suffix if the working tree has changes.</summary>
    public static string Commit => RunAndRead("git", "describe", "--always", "--dirty", "--exclude", "*");

    /// <summary>Runs a program in the repository and returns its output.</summary>
    public static string RunAndRead(string program, params string[] args)
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
                ?? throw new InvalidOperationException("The benchmarks must be run from within the repository.");
        }

        return folder.FullName;
    }
}
