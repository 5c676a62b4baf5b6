using System.Diagnostics;
using System.Text;

namespace Classifier.Cli.Tests;

/// <summary>The program as its users start it: a process with arguments, input, output and an exit code.</summary>
internal static class ClassifierProgram
{
    public static async Task<Result> RunAsync(string[] arguments, string input = "", string? models = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "classifier.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        if (models is not null)
            start.Environment["CLASSIFIER_MODELS"] = models;
        using var process = Process.Start(start)!;
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

    internal sealed record Result(int ExitCode, string Output, string Error)
    {
        public string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
