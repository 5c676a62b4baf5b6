using System.Diagnostics;
using System.Globalization;
using System.Text;
using Classifier.Cli.CommandLine;
using Classifier.Tests.Common;

namespace Classifier.Cli.Tests;

/// <summary>Runs the program: in this process with a console of its own, which takes a fraction of the time, or as a process,
/// as a user does, for what depends on one: signals, streams, environment variables, memory.</summary>
internal static class ClassifierProgram
{
    // The program runs from its own folder: the tests' folder may have other versions of its packages.
    public static string Path { get; } =
        Repository.PathOf("src", "Classifier.Cli", "bin", Configuration(), "net10.0", "classifier.dll");

    /// <summary>Runs a command in this process, or as a process with a models folder in the environment.</summary>
    public static Task<Result> RunAsync(string[] arguments, string input = "", string? models = null) =>
        models is null
            // No synchronization context: a command may block its thread.
            ? Task.Run(() => RunInThisProcessAsync(arguments, input))
            : RunAsProcessAsync(arguments, input, models);

    /// <summary>Runs a command as a process.</summary>
    public static async Task<Result> RunAsProcessAsync(
        string[] arguments,
        string input = "",
        string? models = null,
        string? workingDirectory = null
    )
    {
        using var process = Start(arguments, models, workingDirectory, []);
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
    ) => Start(arguments, models, null, environment);

    private static Process Start(
        string[] arguments,
        string? models,
        string? workingDirectory,
        (string Name, string Value)[] environment
    )
    {
        // A shell's background jobs ignore SIGINT, and child processes inherit that.
        string[] command =
        [
            .. OperatingSystem.IsLinux() ? ["env", "--default-signal=INT"] : (string[])[],
            "dotnet",
            Path,
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
            WorkingDirectory = workingDirectory ?? "",
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

    private static async Task<Result> RunInThisProcessAsync(string[] arguments, string input)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        var output = new StandardOutput();
        var error = new StringWriter(CultureInfo.InvariantCulture);
        var console = new CommandConsole
        {
            Output = new StreamWriter(output) { AutoFlush = true },
            Error = TextWriter.Synchronized(error),
            OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(input)),
            OpenOutput = () => output,
            IsOutputRedirected = true,
            IsErrorRedirected = true,
        };
        var code = await CommandLineHost.InvokeAsync(arguments, console);
        return new Result(code, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    internal sealed record Result(int ExitCode, string Output, string Error)
    {
        public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>A stream that, as standard output, can be written to after it was closed.</summary>
    private sealed class StandardOutput : MemoryStream
    {
        public override void Close() { }
    }
}
