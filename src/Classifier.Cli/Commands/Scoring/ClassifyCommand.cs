using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using Classifier.Cli.Classifying;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Input;
using Classifier.Cli.Output;
using Classifier.Cli.Terminals;
using Classifier.Training;

namespace Classifier.Cli.Commands.Scoring;

/// <summary>Represents <c>classifier classify</c>, which classifies headlines from arguments, a file or standard input.</summary>
internal sealed class ClassifyCommand
{
    private const long MinBytesForProgress = 1_000_000;

    private const string Details = """
        Use it for headlines that you have as text; use page for saved web pages and feeds. A row that cannot be classified gets an
        error instead of a result, and the exit code is 2.

        Input files:
          .txt                one headline per line
          .jsonl, .ndjson     one JSON object per line with a field text, headline, or title
          .json               a JSON array of such objects
          .csv, .tsv          a header with a column text, headline, or title
          .parquet            Apache Parquet with such a column
          .zip, folders       such files, read in the order of their names
        Each but Parquet can be gzipped (.gz). Standard input is read as txt unless --input-format is given. Output as csv, tsv and
        parquet keeps the other columns.

        For many machines, divide the input with --shard: each part is a range of the rows of one file, or whole files of a folder.
        The outputs of all parts, in their order, equal the output of one run.

        Examples:
          classifier classify "Ten foods you must never eat again" "Rates rise by a quarter point"
          classifier classify --input headlines.txt --output classified.jsonl
          classifier classify --input archive.csv.gz --text-column title --output classified.csv
          cat headlines.txt | classifier classify --input - --format tsv --top-k 1
          classifier classify --input headlines.parquet --output classified.parquet --resume
          classifier classify --input headlines.txt --output 07.jsonl --shard 7/100   the eighth of 100 parts
          classifier classify --input headlines.txt --server http://127.0.0.1:5080
          classifier classify --input headlines.csv --cluster --output stories.csv     numbers near-duplicate headlines
          classifier classify --explain -- "-1 degrees in Paris tonight"
        """;

    private readonly Argument<string[]> _headlines = new("headline")
    {
        Description = "Headlines to classify.",
        Arity = ArgumentArity.ZeroOrMore,
    };
    private readonly Option<string?> _input = new("--input", "-i")
    {
        Description = "A file or folder of headlines; - for standard input.",
        HelpName = "FILE|DIR|-",
    };
    private readonly Option<InputFormat?> _inputFormat = new("--input-format")
    {
        Description = "The format of the input. Default: by its file extension; txt for standard input.",
        HelpName = "txt|jsonl|json|csv|tsv|parquet",
    };
    private readonly Option<string?> _column = new("--text-column", "--column")
    {
        Description = "The column or field that holds the headline. Default: text, headline, or title.",
        HelpName = "NAME",
    };
    private readonly Option<Encoding?> _encoding = HeadlineInputOptions.CreateEncoding();
    private readonly Option<char?> _delimiter = HeadlineInputOptions.CreateDelimiter();
    private readonly Option<OutputFormat?> _format = new("--format", "-f")
    {
        Description =
            "The format of the output. Default: by the extension of --output; otherwise table on a terminal and jsonl elsewhere.",
        HelpName = "table|jsonl|csv|tsv|parquet",
    };
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description =
            "The file to write; an existing file is replaced only on success. Default, or -: standard output.",
        HelpName = "FILE|-",
    };
    private readonly Option<bool> _spreadsheetSafe = new("--spreadsheet-safe")
    {
        Description =
            "In CSV and TSV, put an apostrophe before cells that a spreadsheet would evaluate as a formula: those that start with =, +, -, @, a tab, or a line break.",
    };
    private readonly Option<Shard?> _shard = CommonOptions.CreateShard(
        "Classify only part I of N parts of --input, numbered from 0: a range of the rows of one file, or whole files of a folder or archive."
    );
    private readonly Option<bool> _resume = new("--resume")
    {
        Description =
            $"Continue an interrupted run of the same command after its last checkpoint, one for every {SegmentedRowWriter.SegmentRows:N0} rows; requires --input and --output with files.",
    };
    private readonly Option<bool> _okOnRowErrors = CommonOptions.CreateOkOnRowErrors();
    private readonly ScoringOptions _scoring = new();

    private ClassifyCommand() { }

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var options = new ClassifyCommand();
        var command = new DocumentedCommand(
            "classify",
            "Classifies headlines by topic and clickbait strength.",
            Details
        )
        {
            options._headlines,
            options._input,
            options._inputFormat,
            options._column,
            options._encoding,
            options._delimiter,
            options._format,
            options._output,
            options._spreadsheetSafe,
            options._shard,
            options._resume,
            options._okOnRowErrors,
        };
        options._scoring.AddTo(command);
        command.SetAction(options.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.GetValue(_output);
        var format = OutputFormats.Choose(parsed.GetValue(_format), output, parsed.Console);
        if (format == OutputFormat.Parquet)
        {
            ParquetPageWriter.EnsureFile(output);
        }

        RejectUnsuitableShards(parsed, format);
        using var source = OpenSource(parsed);
        if (parsed.GetValue(_resume) && !source.IsRepeatable)
        {
            throw new CommandException("--resume requires --input with a file or folder that can be read again.");
        }

        if (source.OmittedColumns.Count > 0)
        {
            parsed.Console.WriteNotice(
                $"{source.Name}: left out the columns {string.Join(", ", source.OmittedColumns)}, which are lists or structures."
            );
        }

        using var scorer = await _scoring.CreateScorerAsync(parsed, cancellationToken);
        var (rows, failedRows) = IsSegmented(format, output)
            ? await WriteSegmentsAsync(parsed, format, source, scorer, cancellationToken)
            : await WriteAsync(parsed, format, source, scorer, cancellationToken);
        if (source.LiteralQuoteRows > 0)
        {
            parsed.Console.WriteNotice(
                $"{source.Name}: {Plural.Format(source.LiteralQuoteRows, "row")} with quotes inside unquoted cells; the quotes are read as part of the text."
            );
        }

        if (failedRows == 0)
        {
            return ExitCode.Success;
        }

        parsed.Console.WriteError($"{failedRows} of {Plural.Format(rows, "row")} could not be classified");
        return parsed.GetValue(_okOnRowErrors) ? ExitCode.Success : ExitCode.PartialFailure;
    }

    private static bool IsSegmented(OutputFormat format, string? output) =>
        format != OutputFormat.Table && OutputFile.IsFile(output);

    private void RejectUnsuitableShards(ParseResult parsed, OutputFormat format)
    {
        var resume = parsed.GetValue(_resume);
        if (resume && !IsSegmented(format, parsed.GetValue(_output)))
        {
            throw new CommandException(
                "--resume requires --output with a file in the format jsonl, csv, tsv, or parquet; other output cannot be continued."
            );
        }

        if ((resume || parsed.GetValue(_shard) is not null) && _scoring.IsClustered(parsed))
        {
            throw new CommandException(
                "--cluster compares all rows, so the input can be neither divided with --shard nor continued with --resume."
            );
        }

        if (parsed.GetValue(_shard) is not null && parsed.GetValue(_input) is null)
        {
            throw new CommandException("--shard divides the file or folder that --input names; give one.");
        }
    }

    private async Task<(long Rows, long FailedRows)> WriteAsync(
        ParseResult parsed,
        OutputFormat format,
        HeadlineSource source,
        IHeadlineScorer scorer,
        CancellationToken cancellationToken
    )
    {
        var output = parsed.GetValue(_output);
        using var file = OutputFile.Open(output, parsed.Console);
        var isTerminal = OutputFile.IsStandardOutput(output) && !parsed.Console.IsOutputRedirected;
        using var writer =
            format == OutputFormat.Table
                ? (IRowWriter)
                    new TableRowWriter(ConsoleFactory.Create(file.Stream, isTerminal), _scoring.IsClustered(parsed))
                : CreateWriter(parsed, format, source, file.Stream, append: false);
        var pipeline = CreatePipeline(parsed, scorer);
        await RunAsync(parsed, pipeline, source, writer, isTerminal, cancellationToken);
        file.Commit();
        return (pipeline.RowCount, pipeline.FailedRowCount);
    }

    private async Task<(long Rows, long FailedRows)> WriteSegmentsAsync(
        ParseResult parsed,
        OutputFormat format,
        HeadlineSource source,
        IHeadlineScorer scorer,
        CancellationToken cancellationToken
    )
    {
        var output = parsed.GetValue(_output)!;
        using var file = ResumableFile.Open(
            output,
            $"{source.Fingerprint}\n{scorer.Models}\n{format}\n{OutputFile.IsGzip(output)}\n{_scoring.GetClassifyOptions(parsed)}\n{parsed.GetValue(_spreadsheetSafe)}",
            parsed.GetValue(_resume)
        );
        var (resumedRows, resumedFailedRows) = (file.Rows, file.FailedRows);
        source.Skip(resumedRows);
        using var writer = new SegmentedRowWriter(
            file,
            OutputFile.IsGzip(output),
            (stream, append) => CreateWriter(parsed, format, source, stream, append),
            stream => format == OutputFormat.Parquet ? ParquetRowWriter.ReadFooterLength(stream) : 0
        );
        var pipeline = CreatePipeline(parsed, scorer);
        try
        {
            await RunAsync(parsed, pipeline, source, writer, isTerminal: false, cancellationToken);
        }
        catch (OperationCanceledException) when (file.Rows > 0)
        {
            parsed.Console.WriteError(
                $"stopped after {Plural.Format(file.Rows, "row")}; run the same command with --resume to continue"
            );
            throw;
        }

        file.Commit();
        return (resumedRows + pipeline.RowCount, resumedFailedRows + pipeline.FailedRowCount);
    }

    private ClassificationPipeline CreatePipeline(ParseResult parsed, IHeadlineScorer scorer) =>
        new(scorer, _scoring.GetClassifyOptions(parsed), _scoring.IsClustered(parsed));

    private static async Task RunAsync(
        ParseResult parsed,
        ClassificationPipeline pipeline,
        HeadlineSource source,
        IRowWriter writer,
        bool isTerminal,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await ProgressDisplay.RunWithBarAsync(
                parsed.Console,
                source.Length >= MinBytesForProgress && !isTerminal,
                source.Name,
                progress => pipeline.RunAsync(source, writer, progress, cancellationToken)
            );
        }
        catch (InvalidDataException exception)
        {
            throw new CommandException(
                $"{source.Name}, after row {pipeline.RowCount}: {HeadlineSource.DescribeCorruption(source.Name)}",
                exception
            );
        }
    }

    private IRowWriter CreateWriter(
        ParseResult parsed,
        OutputFormat format,
        HeadlineSource source,
        Stream stream,
        bool append
    )
    {
        var reasons = _scoring.GetClassifyOptions(parsed).Explain;
        var stories = _scoring.IsClustered(parsed);
        return format switch
        {
            OutputFormat.Jsonl => new JsonRowWriter(stream, reasons),
            OutputFormat.Parquet => new ParquetRowWriter(stream, append, source.Columns, reasons, stories),
            _ => new DelimitedRowWriter(
                stream,
                format == OutputFormat.Tsv,
                !append,
                source.Columns,
                reasons,
                stories,
                parsed.GetValue(_spreadsheetSafe)
            ),
        };
    }

    private HeadlineSource OpenSource(ParseResult parsed)
    {
        var headlines = parsed.GetValue(_headlines) ?? [];
        var input = parsed.GetValue(_input);
        if (headlines.Length > 0 && input is not null)
        {
            throw new CommandException("give headlines either as arguments or with --input, not both.");
        }

        RejectUnknownOptions(parsed, headlines);
        if (headlines.Length > 0)
        {
            return HeadlineSource.FromArguments(headlines);
        }

        if (input is null)
        {
            throw new CommandException(
                "no headlines were given; give them as arguments, or a file with --input (- for standard input)."
            );
        }

        return HeadlineSource.Open(
            input,
            new HeadlineInputOptions(
                parsed.GetValue(_inputFormat),
                new HeadlineColumn(parsed.GetValue(_column)),
                parsed.GetValue(_encoding),
                parsed.GetValue(_delimiter)
            ),
            parsed.GetValue(_shard),
            parsed.Console
        );
    }

    // Without this check a mistyped option would be classified as a headline.
    private static void RejectUnknownOptions(ParseResult parsed, string[] headlines)
    {
        var option = parsed
            .Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
            .Select(token => token.Value)
            .FirstOrDefault(value =>
                headlines.Contains(value)
                && value.StartsWith('-')
                && value.Length > 1
                && (char.IsAsciiLetter(value[1]) || value[1] == '-')
            );
        if (option is not null)
        {
            throw new CommandException(
                $"unknown option {option}; see classifier classify --help, or put -- before headlines that begin with a dash."
            );
        }
    }
}
