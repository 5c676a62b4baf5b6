using System.CommandLine;
using System.Globalization;
using Classifier.Cli.CommandLine;
using Classifier.Cli.History;
using Classifier.Cli.Output;
using Classifier.Cli.Paging;
using Classifier.Cli.Reports;
using Classifier.Cli.Sources;
using Classifier.Cli.Terminals;
using Classifier.Training;

namespace Classifier.Cli.Commands.Scoring;

/// <summary>Represents <c>classifier page</c>, which finds and classifies the headlines of saved or fetched pages.</summary>
internal sealed class PageCommand
{
    private const int MinFilesForProgress = 11;
    private const long MinBytesForProgress = 10_000_000;
    private const string Sponsored = "sponsored";
    private const string Unsupported = "unsupported";

    private const string Details = """
        Use it for saved news pages, feeds, and crawls: it finds the headline of the article and the lists of headlines beside it. A
        page that cannot be read gets an error instead of a result, and the exit code is 2.

        Inputs, recognized by their content:
          saved pages         HTML in any encoding, or the text of a page
          feeds               RSS, Atom, news sitemaps
          archives            zip, tar, tar.gz, WARC, warc.gz; they are read without unpacking
          .jsonl              one object {"url": "https://…", "html": "…"} per line
          folders             all files in them that have a known extension or look like pages
        Each can be gzipped (.gz). Only --url fetches anything from the web.

        Examples:
          classifier page saved.html
          classifier page saved.html --base-url https://example.com/news/1 --format json
          classifier page pages/ crawl.warc.gz --output report.html
          classifier page pages/ --format json --output scored/      one scored/<name>.json per page
          classifier page crawl.tar.gz --output rows.parquet
          classifier page crawl.tar.gz --output rows.csv --resume    continues an interrupted run
          classifier page warcs/ --output 07.parquet --shard 7/100   the eighth of 100 parts, of whole files
          classifier page fronts/ --history days.sqlite --output today.html   shows what changed since the last run
          classifier page front-page.html --fail-on-bait 0.3         exit code 3 if more than 30 % is clickbait
          classifier page fronts/ --cluster --output report.html     marks headlines of a page about the same story
          classifier page --url https://example.com/news/1 --contact me@example.org
          curl -s https://example.com | classifier page - --format csv > headlines.csv
        """;

    private readonly PageInputOptions _inputs = new();
    private readonly Option<PageOutputFormat?> _format = new("--format", "-f")
    {
        Description =
            "The format of the output. Default: by the extension of --output; otherwise table on a terminal and json elsewhere.",
        HelpName = "table|json|jsonl|html|csv|parquet",
    };
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description =
            "The file to write, replaced only on success, or a folder for one JSON file per page. Default, or -: standard output.",
        HelpName = "FILE|DIR|-",
    };
    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Continue an interrupted run of the same command; requires --output.",
    };
    private readonly Option<double?> _failOnBait = new("--fail-on-bait")
    {
        Description =
            "Exit with code 3 if more than this share of the headlines, 0 to 1, is considerable or heavy clickbait.",
        HelpName = "SHARE",
        CustomParser = result =>
        {
            if (QuantityParser.ParseDecimal(result) is { } share and >= 0 and <= 1)
            {
                return share;
            }

            result.AddError(
                $"--fail-on-bait must be a share from 0 to 1, such as 0.3, not '{result.Tokens[0].Value}'."
            );
            return null;
        },
    };

    private readonly Option<bool> _spreadsheetSafe = new("--spreadsheet-safe")
    {
        Description =
            "In CSV, put an apostrophe before cells that a spreadsheet would evaluate as a formula: those that start with =, +, -, @, a tab, or a line break.",
    };
    private readonly Option<string?> _history = new("--history")
    {
        Description =
            "A SQLite file that stores the headlines of each run. The HTML report then shows the changes since the previous run and the trends of 30 days.",
        HelpName = "FILE",
    };
    private readonly Option<string[]> _include = new("--include")
    {
        Description =
            "In the HTML report, also include sponsored headlines in the list of the strongest clickbait, or headlines in unsupported languages in all lists and shares.",
        HelpName = "sponsored|unsupported",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<bool> _okOnRowErrors = CommonOptions.CreateOkOnRowErrors();
    private readonly ScoringOptions _scoring = new();

    private PageCommand() { }

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var options = new PageCommand();
        var command = new DocumentedCommand(
            "page",
            "Finds and classifies the headlines of saved news pages, feeds, and archives.",
            Details
        );
        options._inputs.AddTo(command);
        command.Add(options._format);
        command.Add(options._output);
        command.Add(options._resume);
        command.Add(options._failOnBait);
        command.Add(options._spreadsheetSafe);
        command.Add(options._history);
        options._include.AcceptOnlyFromAmong(Sponsored, Unsupported);
        command.Add(options._include);
        command.Add(options._okOnRowErrors);
        options._scoring.AddTo(command);
        command.SetAction(options.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.GetValue(_output);
        var format = PageOutputFormats.Choose(parsed.GetValue(_format), output, parsed.Console);
        using var source = _inputs.OpenSource(parsed);
        if (parsed.GetValue(_resume) && !OutputFile.IsFile(output))
        {
            throw new CommandException(
                "--resume requires --output with a file or folder; output to standard output cannot be continued."
            );
        }

        // An HTML report always shows reasons, but only some of them.
        var options = _scoring.GetClassifyOptions(parsed);
        var trimReasons = format == PageOutputFormat.Html;
        if (trimReasons)
        {
            options = options with { Explain = true };
        }

        using var history = parsed.GetValue(_history) is { } path ? PageHistory.Open(path, create: true) : null;
        using var scorer = await _scoring.CreateScorerAsync(parsed, cancellationToken);
        var failOnBait = parsed.GetValue(_failOnBait);
        if (!scorer.HasClickbait && (failOnBait is not null || format == PageOutputFormat.Html))
        {
            throw new CommandException(
                $"{(failOnBait is null ? "--format html" : "--fail-on-bait")} needs a clickbait model, and there is none."
            );
        }

        var stories = _scoring.IsClustered(parsed);
        var run = new PageRun(new PageScorer(scorer, options, stories));
        var tally = new PageTally();
        var include = parsed.GetValue(_include) ?? [];
        var scope = new ReportScope(include.Contains(Sponsored), include.Contains(Unsupported));
        IPageWriter BeginOutput()
        {
            history?.BeginRun(DateTimeOffset.UtcNow);
            return CreateWriter(
                format,
                output,
                parsed.Console,
                options.Explain,
                stories,
                parsed.GetValue(_spreadsheetSafe),
                history,
                scope
            );
        }

        if (OutputFile.IsFile(output))
        {
            var identity = $"{source.Fingerprint}\n{scorer.Models}\n{format}\n{options}{(stories ? "\ncluster" : "")}";
            using var journal = PageJournal.Open(
                GetJournalPath(format, output!),
                identity,
                options.Explain,
                parsed.GetValue(_resume)
            );
            await FillJournalAsync(parsed.Console, journal, run, source, trimReasons, cancellationToken);
            using var writer = BeginOutput();
            foreach (var page in journal.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                Write(page, writer, tally, history);
            }

            writer.Finish();
            history?.Commit();
            journal.Delete();
        }
        else
        {
            using var writer = BeginOutput();
            await run.RunAsync(
                source.Pages(),
                page => Write(trimReasons ? ReasonFilter.Apply(page) : page, writer, tally, history),
                cancellationToken
            );
            writer.Finish();
            history?.Commit();
        }

        return WriteSummary(parsed.Console, tally, failOnBait, parsed.GetValue(_okOnRowErrors));
    }

    // Scored pages are appended to the journal, which an interrupted run leaves behind. The output is written from the complete
    // journal, so that it is the same for one run and several.
    private static async Task FillJournalAsync(
        CommandConsole console,
        PageJournal journal,
        PageRun run,
        PageSource source,
        bool trimReasons,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await ProgressDisplay.RunWithBarAsync(
                console,
                source.Count >= MinFilesForProgress || source.Length >= MinBytesForProgress,
                "pages",
                progress =>
                    run.RunAsync(
                        journal.SkipCompleted(source.Pages()),
                        page =>
                        {
                            journal.Append(trimReasons ? ReasonFilter.Apply(page) : page);
                            progress(source.Progress);
                        },
                        cancellationToken
                    )
            );
        }
        catch (OperationCanceledException)
        {
            console.WriteError(
                $"stopped after {Plural.Format(journal.Pages, "page")}; run the same command with --resume to continue"
            );
            throw;
        }
    }

    private static void Write(ScoredPage page, IPageWriter writer, PageTally tally, PageHistory? history)
    {
        tally.Add(page);
        history?.Add(page);
        writer.Write(page);
    }

    private static int WriteSummary(CommandConsole console, PageTally tally, double? failOnBait, bool okOnRowErrors)
    {
        if (tally.BadPages > 0)
        {
            console.WriteError($"{tally.BadPages} of {Plural.Format(tally.Pages, "page")} could not be read");
        }

        if (tally.BaitShare > failOnBait)
        {
            console.WriteError(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{tally.Bait} of {tally.Headlines} headlines ({tally.BaitShare:P1}) are clickbait; --fail-on-bait allows {failOnBait:P1}"
                )
            );
            return ExitCode.CheckFailed;
        }

        return tally.BadPages > 0 && !okOnRowErrors ? ExitCode.PartialFailure : ExitCode.Success;
    }

    private static string GetJournalPath(PageOutputFormat format, string output)
    {
        if (!(format == PageOutputFormat.Json && PageOutputFormats.IsFolder(output)))
        {
            return OutputFile.GetHiddenSibling(output, "journal");
        }

        Directory.CreateDirectory(output);
        return Path.Combine(output, ".pages.journal");
    }

    private static IPageWriter CreateWriter(
        PageOutputFormat format,
        string? output,
        CommandConsole console,
        bool includeReasons,
        bool includeStories,
        bool spreadsheetSafe,
        PageHistory? history,
        ReportScope scope
    ) =>
        format switch
        {
            PageOutputFormat.Table => new TablePageWriter(
                OutputFile.Open(output, console),
                OutputFile.IsStandardOutput(output) && !console.IsOutputRedirected,
                includeStories
            ),
            PageOutputFormat.Html => new HtmlPageWriter(
                OutputFile.Open(output, console),
                history is null ? null : history.Compare,
                scope
            ),
            PageOutputFormat.Csv => new CsvPageWriter(
                OutputFile.Open(output, console),
                includeReasons,
                includeStories,
                spreadsheetSafe
            ),
            PageOutputFormat.Parquet => new ParquetPageWriter(output, includeReasons, includeStories),
            PageOutputFormat.Json when PageOutputFormats.IsFolder(output) => new JsonFolderWriter(
                output!,
                includeReasons
            ),
            _ => new JsonPageWriter(OutputFile.Open(output, console), includeReasons),
        };
}
