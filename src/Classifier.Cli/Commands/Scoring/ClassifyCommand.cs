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
          .jsonl, .ndjson     one JSON object per line with a field text, headline or title
          .json               a JSON array of such objects
          .csv, .tsv          a header with a column text, headline or title; csv and tsv output keep the other columns
          .zip                an archive of such files
        Each can be gzipped (.gz). Standard input is read as txt unless --input-format is given.

        Examples:
          classifier classify "Ten foods you must never eat again" "Rates rise by a quarter point"
          classifier classify --input headlines.txt --output classified.jsonl
          classifier classify --input archive.csv.gz --text-column title --output classified.csv
          cat headlines.txt | classifier classify --input - --format tsv --top-k 1
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
        Description = "A file of headlines; - for standard input.",
        HelpName = "FILE|-",
    };
    private readonly Option<InputFormat?> _inputFormat = new("--input-format")
    {
        Description = "The format of the input. Default: by its file extension; txt for standard input.",
        HelpName = "txt|jsonl|json|csv|tsv",
    };
    private readonly Option<string?> _column = new("--text-column", "--column")
    {
        Description = "The column or field that holds the headline. Default: text, headline or title.",
        HelpName = "NAME",
    };
    private readonly Option<Encoding?> _encoding = HeadlineInputOptions.CreateEncoding();
    private readonly Option<char?> _delimiter = HeadlineInputOptions.CreateDelimiter();
    private readonly Option<OutputFormat?> _format = new("--format", "-f")
    {
        Description =
            "The format of the output. Default: by the extension of --output; otherwise table on a terminal and jsonl elsewhere.",
        HelpName = "table|jsonl|csv|tsv",
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
        };
        options._scoring.AddTo(command);
        command.SetAction(options.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.GetValue(_output);
        var options = _scoring.GetClassifyOptions(parsed);
        var format = OutputFormats.Choose(parsed.GetValue(_format), output, parsed.Console);
        using var source = OpenSource(parsed);
        using var scorer = await _scoring.CreateScorerAsync(parsed, cancellationToken);
        var stories = _scoring.IsClustered(parsed);
        var pipeline = new ClassificationPipeline(scorer, options, stories);

        using var file = OutputFile.Open(output, parsed.Console);
        var isTerminal = OutputFile.IsStandardOutput(output) && !parsed.Console.IsOutputRedirected;
        using var writer = CreateWriter(
            format,
            file.Stream,
            source.Columns,
            options.Explain,
            stories,
            parsed.GetValue(_spreadsheetSafe),
            isTerminal
        );
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

        file.Commit();
        if (source.LiteralQuoteRows > 0)
        {
            parsed.Console.WriteNotice(
                $"{source.Name}: {Plural.Format(source.LiteralQuoteRows, "row")} with quotes inside unquoted cells; the quotes are read as part of the text."
            );
        }

        if (pipeline.FailedRowCount == 0)
        {
            return ExitCode.Success;
        }

        parsed.Console.WriteError(
            $"{pipeline.FailedRowCount} of {Plural.Format(pipeline.RowCount, "row")} could not be classified"
        );
        return ExitCode.PartialFailure;
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

    private static IRowWriter CreateWriter(
        OutputFormat format,
        Stream stream,
        IReadOnlyList<string> columns,
        bool includeReasons,
        bool includeStories,
        bool spreadsheetSafe,
        bool isTerminal
    ) =>
        format switch
        {
            OutputFormat.Table => new TableRowWriter(ConsoleFactory.Create(stream, isTerminal), includeStories),
            OutputFormat.Jsonl => new JsonRowWriter(stream, includeReasons),
            _ => new DelimitedRowWriter(
                stream,
                format == OutputFormat.Tsv,
                columns,
                includeReasons,
                includeStories,
                spreadsheetSafe
            ),
        };
}
