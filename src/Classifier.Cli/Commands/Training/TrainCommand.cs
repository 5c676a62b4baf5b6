using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Models;

namespace Classifier.Cli.Commands.Training;

/// <summary>Represents <c>classifier train</c>, which trains models on labeled headlines.</summary>
internal static class TrainCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create() =>
        new DocumentedCommand(
            "train",
            "Trains a model on labeled headlines.",
            """
            Use it to train on your own headlines or labels. Check the data first with classifier data check, compare the new model with
            the active one with classifier compare, and put it into service with classifier models activate.

            Examples:
              classifier train topic --data headlines.tsv --output models/topic/2
              classifier train clickbait --data headlines.tsv --output models/clickbait/2
              classifier train encoder --data headlines.tsv
            """
        )
        {
            TrainTaskCommand.Create(ModelBundle.TopicTask, (run, progress) => run.TrainTopic(progress)),
            TrainTaskCommand.Create(ModelBundle.ClickbaitTask, (run, progress) => run.TrainClickbait(progress)),
            TrainEncoderCommand.Create(),
        };
}
