using System.CommandLine;
using Classifier.Models;

namespace Classifier.Cli.Commands;

/// <summary>Creates options that several commands share.</summary>
internal static class CommonOptions
{
    /// <summary>Creates <c>--json</c>.</summary>
    public static Option<bool> CreateJson(string description = "Print the result as JSON.") =>
        new("--json") { Description = description };

    /// <summary>Creates <c>--models</c>, the root folder of the models.</summary>
    public static Option<string?> CreateModels() =>
        new("--models")
        {
            Description =
                $"The root folder of the models. Default: ${ModelStore.EnvironmentVariable}, otherwise the folder models beside the program or in a parent folder.",
            HelpName = "DIR",
        };

    /// <summary>Creates <c>--seed</c>.</summary>
    public static Option<int> CreateSeed(string description) =>
        new("--seed")
        {
            Description = description,
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };

    /// <summary>Creates <c>--output</c> for commands that write labeled headlines.</summary>
    public static Option<string?> CreateTsvOutput() =>
        new("--output", "-o")
        {
            Description = "The TSV file to write, compressed if the name ends in .gz; - for standard output.",
            HelpName = "FILE|-",
        };
}
