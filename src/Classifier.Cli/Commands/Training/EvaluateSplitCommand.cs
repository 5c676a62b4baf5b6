using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Models;

namespace Classifier.Cli.Commands.Training;

/// <summary>Represents <c>classifier evaluate split</c>, which trains models on a part of the data and measures them on the
/// rest.</summary>
internal static class EvaluateSplitCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create() =>
        new DocumentedCommand(
            "split",
            "Trains on a part of the data and measures on the rest.",
            """
            Use it to estimate how well a model trained on your headlines will do on new ones.

            Examples:
              classifier evaluate split topic --by story --data labeled.tsv
              classifier evaluate split clickbait --by source --source my_feed --data my_feed.tsv others.tsv
            """
        )
        {
            EvaluateSplitTaskCommand.Create(ModelBundle.TopicTask),
            EvaluateSplitTaskCommand.Create(ModelBundle.ClickbaitTask),
        };
}
