using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Training.Lifecycle.Inspecting;

namespace Classifier.Cli.Commands.Training;

/// <summary>Represents <c>classifier inspect</c>, which shows the strongest words and cues of a model.</summary>
internal static class InspectCommand
{
    private const string Details = """
        Use it to see what a model learned and to spot artifacts of its data, such as publisher names. A model's n-grams are hashed,
        so its weights do not name words: each frequent word is scored on its own instead. Numbers are logits relative to the mean
        word.

        Examples:
          classifier inspect models/topic/1
          classifier inspect models/clickbait/1 --top 30
          classifier inspect models/topic/2 --data headlines.tsv --json
        """;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var model = new Argument<DirectoryInfo>("MODEL") { Description = "The folder of the model." };
        var data = new LabeledDataOptions(
            "One or more files of labeled headlines whose words to score. Default: the vocabulary of the model's word vectors."
        );
        var words = new Option<int>("--words")
        {
            Description = "The number of words to score, the most frequent ones.",
            HelpName = "N",
            DefaultValueFactory = _ => 20_000,
        };
        var top = new Option<int>("--top")
        {
            Description = "The number of words to show for and against each label.",
            HelpName = "N",
            DefaultValueFactory = _ => 12,
        };
        var json = CommonOptions.CreateJson();
        var command = new DocumentedCommand("inspect", "Shows the strongest words and cues of each label.", Details)
        {
            model,
            words,
            top,
            json,
        };
        data.AddTo(command);
        command.SetAction(parsed =>
        {
            var inspection = ModelInspection.Run(
                parsed.GetValue(model)!.ToString(),
                data.Open(parsed),
                parsed.GetValue(words),
                parsed.GetValue(top)
            );
            if (parsed.GetValue(json))
            {
                parsed.Console.WriteJson(inspection);
            }
            else
            {
                InspectionTables.Write(ConsoleFactory.CreateOutput(parsed.Console), inspection);
            }
        });
        return command;
    }
}
