using System.CommandLine;
using System.Globalization;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Output;
using Classifier.Cli.Paging;
using Classifier.Cli.Reports;
using Classifier.Cli.Sources;
using Classifier.Cli.Terminals;

namespace Classifier.Cli.Commands.Scoring;

/// <summary><c>classifier page</c>: saved pages in, their headlines classified out.</summary>
internal sealed class PageCommand
{
    private const int ManyFiles = 10;
    private const long LongInput = 10_000_000;

    private const string Examples = """
        Inputs, told apart by their content:
          saved pages         HTML in any encoding, or the text of a page
          feeds               RSS, Atom, news sitemaps
          archives            zip, tar, tar.gz, WARC, warc.gz; read as they are, never unpacked
          .jsonl              an object {"url": "https://…", "html": "…"} a line
          folders             all files in them that end in such a way or look like pages
          each also as .gz    nothing is fetched from the web but what --url names

        Examples:
          classifier page saved.html
          classifier page saved.html --base-url https://example.com/news/1 --format json
          classifier page pages/ crawl.warc.gz --output report.html
          classifier page pages/ --format json --output scored/      one scored/<name>.json a page
          classifier page crawl.tar.gz --output rows.parquet
          classifier page crawl.tar.gz --output rows.csv --resume    goes on where it was interrupted
          classifier page front-page.html --fail-on-bait 0.3         exit code 3 when more is clickbait
          classifier page --url https://example.com/news/1 --contact me@example.org
          curl -s https://example.com | classifier page - --format csv > headlines.csv
        """;

    private readonly PageInputOptions _inputs = new();
    private readonly Option<PageOutputFormat?> _format = new("--format", "-f")
    {
        Description =
            "How to write the results; by default as the output's name tells, else a table on a terminal and json elsewhere.",
        HelpName = "table|json|jsonl|html|csv|parquet",
    };
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description =
            "The file to write, replaced only when all went well; a folder for one JSON file a page; - for standard output.",
        HelpName = "FILE|DIR|-",
    };
    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Go on where an interrupted run of the same command stopped; needs --output.",
    };
    private readonly Option<double?> _failOnBait = new("--fail-on-bait")
    {
        Description =
            "Exit with code 3 when more than this share of the headlines, 0 to 1, is considerable or heavy clickbait.",
        HelpName = "SHARE",
        CustomParser = result =>
        {
            if (
                double.TryParse(
                    result.Tokens[0].Value,
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var share
                ) && share is >= 0 and <= 1
            )
            {
                return share;
            }

            result.AddError($"--fail-on-bait is a share from 0 to 1, such as 0.3, not '{result.Tokens[0].Value}'.");
            return null;
        },
    };

    private readonly ScoringOptions _scoring = new();

    private PageCommand() { }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var options = new PageCommand();
        var command = new DocumentedCommand(
            "page",
            "Finds the headlines on saved news pages and classifies them.",
            Examples
        );
        options._inputs.AddTo(command);
        command.Add(options._format);
        command.Add(options._output);
        command.Add(options._resume);
        command.Add(options._failOnBait);
        options._scoring.AddTo(command);
        command.SetAction(options.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var output = parsed.GetValue(_output);
        var format = PageOutputFormats.Choose(parsed.GetValue(_format), output);
        using var source = _inputs.Open(parsed);
        if (parsed.GetValue(_resume) && !OutputFile.IsFile(output))
        {
            throw new CommandException(
                "--resume needs --output with a file or folder: what went to standard output cannot be gone on with."
            );
        }

        // A report says why, so it needs the reasons whether they were asked for or not.
        var options = _scoring.Read(parsed);
        var trim = format == PageOutputFormat.Html;
        if (trim)
        {
            options = options with { Explain = true };
        }

        using var scorer = await _scoring.OpenAsync(parsed, stop);
        var run = new PageRun(new PageScorer(scorer, options));
        var tally = new PageTally();
        if (OutputFile.IsFile(output))
        {
            var identity = $"{source.Fingerprint}\n{scorer.Models}\n{format}\n{options}";
            using var journal = PageJournal.Open(
                JournalPath(format, output!),
                identity,
                options.Explain,
                parsed.GetValue(_resume)
            );
            await FillAsync(journal, run, source, trim, stop);
            using var writer = Open(format, output, options.Explain);
            foreach (var page in journal.Read())
            {
                stop.ThrowIfCancellationRequested();
                Write(page, writer, tally);
            }

            writer.Finish();
            journal.Delete();
        }
        else
        {
            using var writer = Open(format, output, options.Explain);
            await run.RunAsync(
                source.Pages(),
                page => Write(trim ? ReportReasons.Trim(page) : page, writer, tally),
                stop
            );
            writer.Finish();
        }

        return Conclude(tally, parsed.GetValue(_failOnBait));
    }

    // What was scored goes into the journal, and from there to the output when all is done, whether the run was interrupted or not.
    private static async Task FillAsync(
        PageJournal journal,
        PageRun run,
        PageSource source,
        bool trim,
        CancellationToken stop
    )
    {
        try
        {
            await ProgressDisplay.RunWithBarAsync(
                source.Count > ManyFiles || source.Length > LongInput,
                "pages",
                progress =>
                    run.RunAsync(
                        journal.Missing(source.Pages()),
                        page =>
                        {
                            journal.Append(trim ? ReportReasons.Trim(page) : page);
                            progress(source.Progress);
                        },
                        stop
                    )
            );
        }
        catch (OperationCanceledException)
        {
            CommandLineHost.WriteError(
                $"stopped after {journal.Pages:N0} pages; the same command with --resume goes on from there"
            );
            throw;
        }
    }

    private static void Write(ScoredPage page, IPageWriter writer, PageTally tally)
    {
        tally.Add(page);
        writer.Write(page);
    }

    private static int Conclude(PageTally tally, double? failOnBait)
    {
        if (tally.BadPages > 0)
        {
            CommandLineHost.WriteError($"{tally.BadPages} of {tally.Pages} pages could not be read");
        }

        if (tally.BaitShare > failOnBait)
        {
            CommandLineHost.WriteError(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{tally.Bait} of {tally.Headlines} headlines ({tally.BaitShare:P1}) are clickbait; --fail-on-bait allows {failOnBait:P1}"
                )
            );
            return ExitCode.CheckFailed;
        }

        return tally.BadPages > 0 ? ExitCode.PartialFailure : ExitCode.Success;
    }

    private static string JournalPath(PageOutputFormat format, string output)
    {
        if (!(format == PageOutputFormat.Json && PageOutputFormats.IsFolder(output)))
        {
            return OutputFile.Beside(output, "journal");
        }

        Directory.CreateDirectory(output);
        return Path.Combine(output, ".pages.journal");
    }

    private static IPageWriter Open(PageOutputFormat format, string? output, bool reasons) =>
        format switch
        {
            PageOutputFormat.Table => new TablePageWriter(output),
            PageOutputFormat.Html => new HtmlReportWriter(output),
            PageOutputFormat.Csv => new CsvPageWriter(output, reasons),
            PageOutputFormat.Parquet => new ParquetPageWriter(output, reasons),
            PageOutputFormat.Json when PageOutputFormats.IsFolder(output) => new JsonFolderWriter(output!, reasons),
            _ => new JsonPageWriter(output, reasons),
        };
}
