using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Terminals;
using Classifier.Training.Lifecycle.Inspecting;

namespace Classifier.Cli.Commands.Training;

/// <summary><c>classifier inspect</c>: what a model has learned of words.</summary>
internal static class InspectCommand
{
    private const string Examples = """
        The model's n-grams are hashed, so words cannot be read off its weights: each frequent word is scored alone, through the
        model's own features. Numbers are logits above or below those of the mean word.

        Examples:
          classifier inspect models/topic/1
          classifier inspect models/clickbait/1 --top 30
          classifier inspect models/topic/2 --data headlines.tsv --json
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var model = new Argument<DirectoryInfo>("MODEL") { Description = "The model's folder." };
        var data = LabeledDataOptions.CreateData();
        data.Required = false;
        data.Description =
            "Files of labeled headlines whose words are scored; left out: the words of the model's word vectors.";
        var words = new Option<int>("--words")
        {
            Description = "How many words are scored, the most frequent ones.",
            HelpName = "N",
            DefaultValueFactory = _ => 20_000,
        };
        var top = new Option<int>("--top")
        {
            Description = "How many words are shown for and against each label.",
            HelpName = "N",
            DefaultValueFactory = _ => 12,
        };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new DocumentedCommand("inspect", "Shows the top words and cues of a model's labels.", Examples)
        {
            model,
            data,
            words,
            top,
            json,
        };
        command.SetAction(parsed =>
        {
            var inspection = ModelInspection.Run(
                parsed.GetValue(model)!.ToString(),
                parsed.GetValue(data) ?? [],
                parsed.GetValue(words),
                parsed.GetValue(top)
            );
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(inspection);
            }
            else
            {
                InspectionTables.Write(ConsoleFactory.CreateOutput(), inspection);
            }
        });
        return command;
    }
}
