using System.CommandLine;
using Classifier.Training.Data;

namespace Classifier.Cli.Commands.Training;

/// <summary>The option that names files of labeled headlines, and its help.</summary>
internal static class LabeledDataOptions
{
    /// <summary>What such a file looks like.</summary>
    public const string Help = $"""
        Labeled headlines are .tsv (raw), .csv or .jsonl, perhaps with .gz. Columns:
        {LabeledFile.Columns}
        """;

    /// <summary>Makes the option that joins labels to topics.</summary>
    public static Option<FileInfo?> CreateLabelsMap() =>
        new("--labels-map")
        {
            Description =
                "A file that joins the labels of the data to topics: .tsv, .csv or .jsonl with columns label, medtop and perhaps source.",
            HelpName = "FILE",
        };

    /// <summary>Makes the option.</summary>
    public static Option<string[]> CreateData() =>
        new("--data")
        {
            Description = "Files of labeled headlines.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
}
