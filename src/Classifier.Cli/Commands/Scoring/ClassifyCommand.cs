using System.CommandLine;
using System.CommandLine.Parsing;
using Classifier.Cli.Classifying;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Input;
using Classifier.Cli.Output;
using Classifier.Cli.Terminals;

namespace Classifier.Cli.Commands.Scoring;

/// <summary><c>classifier classify</c>: headlines in, classifications out.</summary>
internal sealed class ClassifyCommand
{
    private const long LongInput = 1_000_000;

    private const string Examples = """
        Input files:
          .txt                one headline a line
          .jsonl, .ndjson     an object a line, the headline in its field text, headline or title
          .csv, .tsv          with such a column; csv and tsv output keep the other columns
          each also as .gz    standard input is read as txt unless --input-format says otherwise

        Examples:
          classifier classify "Ten foods you must never eat again" "Rates rise by a quarter point"
          classifier classify --input headlines.txt --output classified.jsonl
          classifier classify --input archive.csv.gz --column title --output classified.csv
          cat headlines.txt | classifier classify --input - --format tsv --top-k 1
          classifier classify --input headlines.txt --server http://127.0.0.1:5080
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
        Description = "How the input is written, if its name does not tell.",
        HelpName = "txt|jsonl|csv|tsv",
    };
    private readonly Option<string?> _column = new("--column")
    {
        Description = "The column or field that holds the headline.",
        HelpName = "NAME",
    };
    private readonly Option<OutputFormat?> _format = new("--format", "-f")
    {
        Description =
            "How to write the results; by default as the output's name tells, else a table on a terminal and jsonl elsewhere.",
        HelpName = "table|jsonl|csv|tsv",
    };
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The file to write, replaced only when all went well; - for standard output.",
        HelpName = "FILE|-",
    };
    private readonly ScoringOptions _scoring = new();

    private ClassifyCommand() { }

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var options = new ClassifyCommand();
        var command = new DocumentedCommand("classify", "Classifies headlines: topics and clickbait.", Examples)
        {
            options._headlines,
            options._input,
            options._inputFormat,
            options._column,
            options._format,
            options._output,
        };
        options._scoring.AddTo(command);
        command.SetAction(options.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken stop)
    {
        var output = parsed.GetValue(_output);
        var options = _scoring.Read(parsed);
        var format = OutputFormats.Choose(parsed.GetValue(_format), output);
        using var source = OpenSource(parsed);
        using var scorer = await _scoring.OpenAsync(parsed, stop);
        var run = new ClassificationPipeline(scorer, options);

        using var file = OutputFile.Open(output);
        var onTerminal = OutputFile.IsStandardOutput(output) && !Console.IsOutputRedirected;
        using var writer = OpenWriter(format, file.Stream, source.Columns, options.Explain, onTerminal);
        try
        {
            await ProgressDisplay.RunWithBarAsync(
                source.Length > LongInput && !onTerminal,
                source.Name,
                progress => run.RunAsync(source, writer, progress, stop)
            );
        }
        catch (InvalidDataException exception)
        {
            throw new CommandException(
                $"{source.Name}, after row {run.Rows}: the compressed file is broken; get a whole copy of it.",
                exception
            );
        }

        file.Commit();
        if (run.BadRows == 0)
        {
            return ExitCode.Success;
        }

        CommandLineHost.WriteError($"{run.BadRows} of {run.Rows} rows could not be classified");
        return ExitCode.PartialFailure;
    }

    private HeadlineSource OpenSource(ParseResult parsed)
    {
        var headlines = parsed.GetValue(_headlines) ?? [];
        var input = parsed.GetValue(_input);
        if (headlines.Length > 0 && input is not null)
        {
            throw new CommandException("give headlines as arguments or a file with --input, not both.");
        }

        RefuseUnknownOptions(parsed, headlines);
        if (headlines.Length > 0)
        {
            return HeadlineSource.FromArguments(headlines);
        }

        if (input is null)
        {
            throw new CommandException(
                "there is nothing to classify: give headlines as arguments, or a file with --input (- for standard input)."
            );
        }

        try
        {
            return HeadlineSource.Open(
                input,
                parsed.GetValue(_inputFormat),
                new HeadlineColumn(parsed.GetValue(_column))
            );
        }
        catch (InvalidDataException exception)
        {
            throw new CommandException($"{input}: the compressed file is broken; get a whole copy of it.", exception);
        }
    }

    // A mistyped option would else be classified as a headline.
    private static void RefuseUnknownOptions(ParseResult parsed, string[] headlines)
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
                $"there is no option {option}; see classifier classify --help, or put -- before headlines that begin with a dash."
            );
        }
    }

    private static IRowWriter OpenWriter(
        OutputFormat format,
        Stream stream,
        IReadOnlyList<string> columns,
        bool reasons,
        bool onTerminal
    ) =>
        format switch
        {
            OutputFormat.Table => new TableRowWriter(ConsoleFactory.Create(stream, onTerminal)),
            OutputFormat.Jsonl => new JsonRowWriter(stream, reasons),
            _ => new DelimitedRowWriter(stream, format == OutputFormat.Tsv, columns, reasons),
        };
}
