using System.CommandLine;
using Classifier.Training.Data;

namespace Classifier.Training.Commands;

/// <summary>The option that names files of labelled headlines, and its help.</summary>
public static class LabelledData
{
    /// <summary>What such a file looks like.</summary>
    public const string Help = $"""
        Labelled headlines are .tsv (raw), .csv or .jsonl, perhaps with .gz. Columns:
        {LabelledFile.Columns}
        """;

    /// <summary>Makes the option.</summary>
    public static Option<string[]> Option() => new("--data")
    {
        Description = "Files of labelled headlines.",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };
}
