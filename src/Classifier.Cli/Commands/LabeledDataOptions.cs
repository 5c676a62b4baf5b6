using System.CommandLine;
using Classifier.Training.Data;

namespace Classifier.Cli.Commands;

/// <summary>Creates the options of commands that read labeled headlines.</summary>
internal static class LabeledDataOptions
{
    /// <summary>The section of <c>--help</c> that describes files of labeled headlines.</summary>
    public const string Help = $"""
        Labeled headlines are .tsv (unquoted), .csv or .jsonl files, optionally with .gz. Columns or fields:
        {LabeledFile.Columns}
        """;

    /// <summary>Creates <c>--data</c>.</summary>
    public static Option<string[]> CreateData() =>
        new("--data")
        {
            Description = "One or more files of labeled headlines.",
            HelpName = "FILE",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };

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
}
