using System.CommandLine;
using Classifier.Cli.CommandLine;

namespace Classifier.Cli.Commands.Data;

/// <summary>Represents <c>classifier data</c>, which prepares labeled headlines for training.</summary>
internal static class DataCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create() =>
        new DocumentedCommand(
            "data",
            "Checks, cleans, and converts labeled headlines.",
            """
            Use import to convert a public data set, and check before you train on any data.

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
