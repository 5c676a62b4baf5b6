using System.Diagnostics;
using Classifier.Models;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests;

/// <summary>Runs the walk-through of docs/RETRAINING.md.</summary>
public sealed class RetrainingDocTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_walk_through_runs_as_printed_and_ends_with_the_new_model_active()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The walk-through is a shell script.");
        var program = _folder.Write(
            "classifier",
            $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "classifier.dll")}' \"$@\"\n"
        );
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        using var script = Process.Start(
            new ProcessStartInfo(
                "sh",
                [Path.Combine(Repository.Root, "docs", "retraining.sh"), program, _folder.Of("walk")]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = script.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await script.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await script.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(script.ExitCode == 0, error + await output);

        var printed = await File.ReadAllLinesAsync(
            Path.Combine(Repository.Root, "docs", "RETRAINING.md"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(Commands((await output).Split('\n')), Commands(printed));
        Assert.Equal(["2", "1"], ActiveVersion.Read(_folder.Of("walk", "models", ModelBundle.TopicTask)));
    }

    private static List<string> Commands(IEnumerable<string> lines) =>
        [
            .. lines
                .Where(line => line.StartsWith("$ classifier ", StringComparison.Ordinal))
                .Select(line => line.TrimEnd()),
        ];
}
