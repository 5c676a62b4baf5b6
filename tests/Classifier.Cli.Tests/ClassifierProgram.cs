using System.Diagnostics;
using System.Text;
using Classifier.Tests.Common;

namespace Classifier.Cli.Tests;

/// <summary>Runs the program as a user does: as a process with arguments, input, output and an exit code.</summary>
internal static class ClassifierProgram
{
    // The program runs from its own folder: the tests' folder may have other versions of its packages.
    private static readonly string Program = Repository.PathOf(
        "src",
        "Classifier.Cli",
        "bin",
        Configuration(),
        "net10.0",
        "classifier.dll"
    );

    public static async Task<Result> RunAsync(string[] arguments, string input = "", string? models = null)
    {
        using var process = Start(arguments, models);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading its input.
        }

        await process.WaitForExitAsync();
        return new Result(process.ExitCode, await output, await error);
    }

    public static Process Start(
        string[] arguments,
        string? models = null,
        params (string Name, string Value)[] environment
    )
    {
        // A shell's background jobs ignore SIGINT, and child processes inherit that.
        string[] command =
        [
            .. OperatingSystem.IsLinux() ? ["env", "--default-signal=INT"] : (string[])[],
            "dotnet",
            Program,
            .. arguments,
        ];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        if (models is not null)
        {
            start.Environment["CLASSIFIER_MODELS"] = models;
        }

        // A command is over before code that was measured while it ran would pay.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    internal sealed record Result(int ExitCode, string Output, string Error)
    {
        public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
