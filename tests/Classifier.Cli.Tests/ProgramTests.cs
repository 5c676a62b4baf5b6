using System.Text.Json;
using Classifier.Cli.Tests.Commands.Scoring;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests;

/// <summary>Tests what the program takes from its process and gives to it: exit codes, streams, environment variables, and the
/// working directory.</summary>
public sealed class ProgramTests : IDisposable
{
    private const string News = "Café owners ask the council for longer opening hours";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0, "classify", News)]
    [InlineData(1, "classify", "--no-such-option")]
    [InlineData(1, "classify", "--input", "missing.txt")]
    [InlineData(2, "classify", News, "")]
    [InlineData(3, "page", "page.html", "--fail-on-bait", "0")]
    public async Task The_exit_code_says_how_the_command_ended(int code, params string[] arguments)
    {
        _folder.Write(
            "page.html",
            PageCommandTests.Html.Replace(
                "Council votes",
                "You won't believe how the council votes",
                StringComparison.Ordinal
            )
        );
        var result = await ClassifierProgram.RunAsProcessAsync([
            .. arguments.Select(argument =>
                argument.Contains(".html", StringComparison.Ordinal) ? _folder.Of(argument) : argument
            ),
        ]);

        Assert.True(result.ExitCode == code, $"{result.ExitCode}: {result.Error}");
        Assert.Equal(code == 0, result.Error.Length == 0);
    }

    [Fact]
    public async Task Streams_are_UTF_8_and_numbers_are_invariant_in_any_locale()
    {
        using var process = ClassifierProgram.Start(
            ["classify", "--input", "-"],
            null,
            ("LANG", "de_DE.ISO-8859-1"),
            ("LC_ALL", "de_DE.ISO-8859-1")
        );
        await process.StandardInput.WriteAsync(News + "\n");
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        using var json = JsonDocument.Parse(output);
        Assert.Equal(News, json.RootElement.GetProperty("headline").GetString());
        Assert.InRange(json.RootElement.GetProperty("clickbait").GetProperty("score").GetDouble(), 0, 1);
    }

    [Theory]
    [InlineData("txt", "Rates rise\n", "\n")]
    [InlineData("jsonl", "{\"text\":\"Rates rise\"}\n", "{\"text\":\"\"}\n")]
    public async Task Each_row_of_standard_input_is_answered_by_a_line_while_the_input_stays_open(
        string format,
        string row,
        string badRow
    )
    {
        using var process = ClassifierProgram.Start([
            "classify",
            "--input",
            "-",
            "--input-format",
            format,
            "--ok-on-row-errors",
        ]);
        foreach (var rows in new[] { new[] { row }, [row, badRow] })
        {
            await process.StandardInput.WriteAsync(string.Concat(rows));
            await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
            foreach (var sent in rows)
            {
                var answer = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
                Assert.Contains(sent == row ? "\"clickbait\"" : "\"error\"", answer, StringComparison.Ordinal);
            }
        }

        process.StandardInput.Close();
        Assert.Empty(await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Paths_are_relative_to_the_working_directory()
    {
        _folder.Write("headlines.txt", News + "\n");

        var result = await ClassifierProgram.RunAsProcessAsync(
            ["classify", "--input", "headlines.txt", "--output", "out.jsonl"],
            workingDirectory: _folder.Path
        );

        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains(
            "Café",
            await File.ReadAllTextAsync(_folder.Of("out.jsonl"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_environment_names_the_models_folder()
    {
        var result = await ClassifierProgram.RunAsProcessAsync(["classify", News], models: _folder.Of("nowhere"));

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(_folder.Of("nowhere"), result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_shows_the_name_of_the_program()
    {
        var result = await ClassifierProgram.RunAsProcessAsync(["classify", "--help"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("classifier classify [<headline>...] [options]", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_closes_the_pipe_early_ends_the_program()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no head.");
        var input = _folder.Write(
            "headlines.txt",
            string.Join('\n', Enumerable.Range(0, 20_000).Select(i => $"Council {i} votes on the bypass"))
        );
        using var process = ClassifierProgram.Start(["classify", "--input", input]);
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        process.StandardOutput.Close();
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }
}
