using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Commands.Training;
using Classifier.Cli.Output;
using Classifier.Cli.Reports;
using Classifier.Cli.Terminals;
using Classifier.Training.Data;
using Classifier.Training.Data.Checking;

namespace Classifier.Cli.Commands.Data;

/// <summary><c>classifier data check</c>: is this fit to learn from?</summary>
internal sealed class DataCheckCommand
{
    private const string Examples = $"""
        {LabeledDataOptions.Help}

        Looked for are broken rows, bytes that are not UTF-8, empty and over-long texts, wrongly decoded characters, doubles and
        near doubles, headlines with two labels, rare labels, headlines on both sides of a split, sources that give a label away,
        and shortcuts: a casing, a length, a punctuation mark that tells the label alone.

        The exit code is 0 where nothing is wrong, 2 where there are warnings, 3 where training would refuse the data or figures
        measured with them would be wrong. --fix writes OUT and OUT.dropped.tsv; it mends texts that were decoded wrongly.

        Examples:
          classifier data check headlines.tsv
          classifier data check train.tsv more.csv.gz --test gold.tsv
          classifier data check news.jsonl --labels-map labels.tsv --json > findings.json
          classifier data check headlines.tsv --html findings.html --fix clean.tsv
        """;

    private readonly Argument<string[]> _files = new("file")
    {
        Description = "Files of labeled headlines to learn from.",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
    };
    private readonly Option<string[]?> _tests = new("--test")
    {
        Description = "Files to measure with, which must share no headline with the others.",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<FileInfo?> _map = LabeledDataOptions.CreateLabelsMap();
    private readonly Option<string?> _fix = new("--fix")
    {
        Description = "Write the cleaned rows here as TSV, and what was dropped and why to FILE.dropped.tsv.",
        HelpName = "FILE",
    };
    private readonly Option<string?> _html = new("--html") { Description = "Write a report here.", HelpName = "FILE" };
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON." };

    private DataCheckCommand() { }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var options = new DataCheckCommand();
        var command = new DocumentedCommand(
            "check",
            "Checks labeled headlines before anything is learned from them.",
            Examples
        )
        {
            options._files,
            options._tests,
            options._map,
            options._fix,
            options._html,
            options._json,
        };
        command.SetAction(options.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var files = parsed.GetValue(_files)!;
        var tests = parsed.GetValue(_tests) ?? [];
        var fix = parsed.GetValue(_fix);
        if (fix is not null && files.Concat(tests).Any(file => Path.GetFullPath(file) == Path.GetFullPath(fix)))
        {
            throw new CommandException($"--fix {fix} would overwrite a file that is checked; name another file.");
        }

        var map = parsed.GetValue(_map) is { } labels ? LabelMap.Read(labels.ToString()) : null;
        var check = ProgressDisplay.RunSteps(progress => DataCheck.Run(files, tests, map, progress), logSteps: false);
        if (fix is not null)
        {
            Write(check, fix);
        }

        if (parsed.GetValue(_html) is { } html)
        {
            OutputFile.WriteText(html, DataReportPage.Write(check.Report));
        }

        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(check.Report);
        }
        else
        {
            DataTables.Write(ConsoleFactory.CreateOutput(), check.Report);
        }

        return check.Report.Worst switch
        {
            Severity.Error => ExitCode.CheckFailed,
            Severity.Warning => ExitCode.PartialFailure,
            _ => ExitCode.Success,
        };
    }

    private static void Write(DataCheck check, string fix)
    {
        using var cleaned = OutputFile.Open(fix);
        var kept = 0;
        using (var table = new LabeledTable(cleaned.Stream))
        {
            foreach (var headline in check.Cleaned)
            {
                table.Write(headline);
                kept++;
            }
        }

        using var dropped = OutputFile.Open(fix + ".dropped.tsv");
        var rows = 0;
        using (var file = new DelimitedFile(dropped.Stream, tabs: true))
        {
            file.Write(["file", "line", "why", "text"]);
            foreach (var row in check.Dropped)
            {
                file.Write([row.Path, $"{row.Line}", row.Why, row.Text]);
                rows++;
            }
        }

        dropped.Commit();
        cleaned.Commit();
        Console.Error.WriteLine($"{kept:N0} rows kept in {fix}; {rows:N0} dropped, see {fix}.dropped.tsv");
    }
}
