using System.CommandLine;

namespace Classifier.Cli.Commands.Training;

/// <summary>The commands that make and judge models.</summary>
public static class TrainingCommands
{
    /// <summary>All commands, to be mounted under a root command.</summary>
    public static IEnumerable<Command> All() => [TrainCommand.Create(), EvaluateCommand.Create()];
}
