using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Output;
using Classifier.Cli.Reports;
using Classifier.Cli.Terminals;
using Classifier.Training;
using Classifier.Training.Data;
using Classifier.Training.Data.Checking;

namespace Classifier.Cli.Commands.Data;

/// <summary>Represents <c>classifier data check</c>, which finds problems in labeled headlines before training.</summary>
internal sealed class DataCheckCommand
{
    private static readonly string Details = $"""
        Use it before training, and on test files before you trust figures measured with them. It reports invalid rows, bytes that
        are not UTF-8, empty and overlong texts, mojibake, duplicates and near-duplicates, headlines with contradicting labels, rare
        labels, headlines on both sides of a split, sources that determine the label, and shortcuts: a casing, length, or punctuation
        mark that predicts the label by itself.

        The exit code is 0 if nothing was found, 2 if there are warnings, and 3 if there are errors: training would reject the data,
        or figures measured with it would be wrong. --fix writes the cleaned rows, with mojibake repaired, and lists the dropped rows
        in FILE.dropped.tsv.

        {LabeledDataOptions.Help}

        Examples:
          classifier data check headlines.tsv
          classifier data check train.tsv more.csv.gz --test gold.tsv
          classifier data check news.jsonl --labels-map labels.tsv --json > findings.json
          classifier data check headlines.tsv --html findings.html --fix clean.tsv
        """;

    private readonly Argument<string[]> _files = new("file")
    {
        Description = "One or more files of labeled headlines to train on; - for standard input.",
        HelpName = "FILE|-",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<string[]?> _tests = new("--test")
    {
        Description = "One or more test files. A headline that is also in a training file is reported.",
        HelpName = "FILE",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly LabeledDataOptions _data = new("The same as FILE, as in other commands.");
    private readonly Option<FileInfo?> _map = LabeledDataOptions.CreateLabelsMap();
    private readonly Option<string?> _fix = new("--fix")
    {
        Description = "Write the cleaned rows to this TSV file, and the dropped rows with reasons to FILE.dropped.tsv.",
        HelpName = "FILE",
    };
    private readonly Option<string?> _html = new("--html")
    {
        Description = "Write the findings to this HTML file.",
        HelpName = "FILE",
    };
    private readonly Option<bool> _json = CommonOptions.CreateJson();

    private DataCheckCommand() { }

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var options = new DataCheckCommand();
        var command = new DocumentedCommand("check", "Finds problems in labeled headlines before training.", Details)
        {
            options._files,
            options._tests,
            options._map,
            options._fix,
            options._html,
            options._json,
        };
        options._data.AddTo(command);
        command.SetAction(options.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string[] files = [.. parsed.GetValue(_files) ?? [], .. _data.GetPaths(parsed)];
        if (files.Length == 0)
        {
            throw new CommandException("Specify one or more files of labeled headlines.");
        }

        var tests = parsed.GetValue(_tests) ?? [];
        var fix = parsed.GetValue(_fix);
        if (fix is not null && files.Concat(tests).Any(file => Path.GetFullPath(file) == Path.GetFullPath(fix)))
        {
            throw new CommandException($"--fix {fix} would overwrite an input file; give another name.");
        }

        OutputCheck.EnsureWritable("--fix", fix);
        OutputCheck.EnsureWritable("--html", parsed.GetValue(_html));
        var (trainingInputs, testInputs) = (_data.Open(parsed, files), _data.Open(parsed, tests));
        var map = LabeledDataOptions.ReadLabelsMap(parsed, _map);
        var check = ProgressDisplay.RunSteps(
            parsed.Console,
            progress => DataCheck.Run(trainingInputs, testInputs, map, progress),
            logSteps: false
        );
        if (fix is not null)
        {
            WriteCleaned(parsed.Console, check, fix);
        }

        if (parsed.GetValue(_html) is { } html)
        {
            OutputFile.WriteText(html, HtmlDataReport.Write(check.Report));
        }

        if (parsed.GetValue(_json))
        {
            parsed.Console.WriteJson(check.Report);
        }
        else
        {
            DataTables.Write(ConsoleFactory.CreateOutput(parsed.Console), check.Report);
        }

        return check.Report.Worst switch
        {
            Severity.Error => ExitCode.CheckFailed,
            Severity.Warning => ExitCode.PartialFailure,
            _ => ExitCode.Success,
        };
    }

    private static void WriteCleaned(CommandConsole console, DataCheck check, string path)
    {
        using var cleaned = OutputFile.Create(path);
        var keptCount = 0;
        using (var table = new LabeledFileWriter(cleaned.Stream))
        {
            foreach (var headline in check.Cleaned)
            {
                table.Write(headline);
                keptCount++;
            }
        }

        using var dropped = OutputFile.Create(path + ".dropped.tsv");
        var droppedCount = 0;
        using (var file = new DelimitedWriter(dropped.Stream, tabs: true))
        {
            file.Write(["file", "line", "why", "text"]);
            foreach (var row in check.Dropped)
            {
                file.Write([row.Path, $"{row.Line}", row.Reason, row.Text]);
                droppedCount++;
            }
        }

        dropped.Commit();
        cleaned.Commit();
        console.WriteNotice(
            $"{Plural.Format(keptCount, "row")} kept in {path}; {droppedCount:N0} dropped, listed in {path}.dropped.tsv"
        );
    }
}
