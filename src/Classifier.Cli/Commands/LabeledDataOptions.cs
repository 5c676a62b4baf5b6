using System.CommandLine;
using System.Text;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Input;
using Classifier.Training.Data;

namespace Classifier.Cli.Commands;

/// <summary>The options of commands that read labeled headlines.</summary>
internal sealed class LabeledDataOptions
{
    /// <summary>The section of <c>--help</c> that describes files of labeled headlines.</summary>
    public static readonly string Help = $"""
        Labeled headlines:
          .tsv                  tab-separated with a header, unquoted
          .csv                  separated by commas, semicolons, or tabs, with a header
          .jsonl, .ndjson       one JSON object per line
          .json                 a JSON array of objects
          .txt                  one of these, detected by the content
          .zip                  an archive of such files
        Each can be gzipped (.gz); - is standard input. Columns or fields:
        {string.Join('\n', LabeledFile.Columns.Split('\n').Select(line => "  " + line.TrimEnd('\r')))}
        """;

    private static readonly string[] Formats = ["tsv", "csv", "jsonl", "json"];

    private readonly Option<string[]?> _data = new("--data")
    {
        Description = "One or more files of labeled headlines; - for standard input.",
        HelpName = "FILE|-",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<string?> _textColumn = new("--text-column")
    {
        Description = "The column or field of the headlines. Default: text, headline, or title.",
        HelpName = "NAME",
    };
    private readonly Option<string?> _labelColumn = new("--label-column")
    {
        Description =
            "The column or field of the labels. Default: medtop, topic, label, or category for topics; bait, clickbait, or grade for clickbait.",
        HelpName = "NAME",
    };
    private readonly Option<LabeledFormat?> _format = new("--input-format")
    {
        Description = "The format of the data. Default: by the file extension, or by the content.",
        HelpName = string.Join('|', Formats),
    };
    private readonly Option<Encoding?> _encoding = HeadlineInputOptions.CreateEncoding();
    private readonly Option<char?> _delimiter = HeadlineInputOptions.CreateDelimiter();

    /// <summary>Creates the options of a command whose data is required.</summary>
    public LabeledDataOptions() => _format.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, Formats);

    /// <summary>Creates the options of a command whose data is optional or need not be labeled.</summary>
    /// <param name="description">The description of <c>--data</c>.</param>
    /// <param name="isRequired">Whether <c>--data</c> is required.</param>
    public LabeledDataOptions(string description, bool isRequired = false)
        : this()
    {
        _data.Required = isRequired;
        _data.Description = description;
    }

    /// <summary>Creates <c>--labels-map</c>.</summary>
    public static Option<FileInfo?> CreateLabelsMap() =>
        new("--labels-map")
        {
            Description =
                "A file that maps the data's labels to topics: .tsv, .csv or .jsonl with the columns label, medtop and, optionally, source.",
            HelpName = "FILE",
        };

    /// <summary>Reads the file that <c>--labels-map</c> names.</summary>
    /// <returns>The map; null if the option was not given.</returns>
    public static LabelMap? ReadLabelsMap(ParseResult parsed, Option<FileInfo?> option) =>
        parsed.GetValue(option) is { } file ? LabelMap.Read(file.ToString()) : null;

    /// <summary>Adds all options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_data);
        command.Add(_textColumn);
        command.Add(_labelColumn);
        command.Add(_format);
        command.Add(_encoding);
        command.Add(_delimiter);
    }

    /// <summary>Returns the files that <c>--data</c> names.</summary>
    public string[] GetPaths(ParseResult parsed) => parsed.GetValue(_data) ?? [];

    /// <summary>Opens the files of <c>--data</c>.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="task">The task of the labels in <c>--label-column</c>; null to derive it from the labels.</param>
    public IReadOnlyList<LabeledInput> Open(ParseResult parsed, string? task = null) =>
        Open(parsed, GetPaths(parsed), task);

    /// <summary>Opens files that the user named as arguments.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="paths">The files.</param>
    /// <param name="task">The task of the labels in <c>--label-column</c>; null to derive it from the labels.</param>
    /// <exception cref="CommandException">Standard input is named more than once.</exception>
    public IReadOnlyList<LabeledInput> Open(ParseResult parsed, IReadOnlyList<string> paths, string? task = null) =>
        paths.Count(path => path == LabeledInput.StandardInput) > 1
            ? throw new CommandException("standard input can be read only once; give - a single time.")
            : LabeledInput.Open(
                paths,
                new LabeledInputOptions
                {
                    Format = parsed.GetValue(_format),
                    TextColumn = parsed.GetValue(_textColumn),
                    LabelColumn = parsed.GetValue(_labelColumn),
                    LabelTask = task,
                    Encoding = parsed.GetValue(_encoding),
                    Delimiter = parsed.GetValue(_delimiter),
                    OpenStandardInput = parsed.Console.OpenInput,
                }
            );

    /// <summary>Reads files of headlines without labels. They need not have the text column of the labeled files.</summary>
    /// <param name="parsed">The parsed command line.</param>
    /// <param name="paths">The files; none for the headlines that come with the program.</param>
    public IReadOnlyList<string> ReadUnlabeled(ParseResult parsed, IReadOnlyList<string>? paths) =>
        paths is null or []
            ? UnlabeledHeadlines.BuiltIn
            : UnlabeledHeadlines.Read(
                LabeledInput.Open(
                    paths,
                    new LabeledInputOptions
                    {
                        TextColumn = parsed.GetValue(_textColumn),
                        AcceptsDefaultTextColumn = true,
                        Encoding = parsed.GetValue(_encoding),
                        Delimiter = parsed.GetValue(_delimiter),
                        OpenStandardInput = parsed.Console.OpenInput,
                    }
                )
            );
}
