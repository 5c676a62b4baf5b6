using System.CommandLine;
using Classifier.Cli.CommandLine;

namespace Classifier.Cli.Commands.Data;

/// <summary><c>classifier data</c>: what happens to labeled headlines before training.</summary>
internal static class DataCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create() =>
        new DocumentedCommand(
            "data",
            "Checks and converts labeled headlines.",
            """
            Examples:
              classifier data check headlines.tsv
              classifier data check headlines.tsv --test gold.tsv --fix clean.tsv
              classifier data import ag-news train.csv --output ag.tsv
            """
        )
        {
            DataCheckCommand.Create(),
            DataImportCommand.Create(),
        };
}
