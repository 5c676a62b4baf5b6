using System.CommandLine;
using Classifier.Models;

namespace Classifier.Cli.Commands.Models;

/// <summary>The option that names the folder of all models.</summary>
internal static class ModelsOption
{
    /// <summary>Makes the option.</summary>
    public static Option<string?> Create() =>
        new("--models")
        {
            Description =
                $"The folder of the models; by default ${ModelStore.EnvironmentVariable}, else a folder models beside the program or above it.",
            HelpName = "DIR",
        };
}
