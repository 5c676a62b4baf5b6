using System.CommandLine;
using Classifier.Cli.CommandLine;
using Classifier.Models;
using Classifier.Training.Lifecycle;

namespace Classifier.Cli.Commands.Training;

/// <summary>Represents <c>classifier reference</c>, which stores the usual scores of a model.</summary>
internal static class ReferenceCommand
{
    private const string Details = """
        Servers compare the scores of the last hour with the reference of a model and publish the difference as drift (see
        docs/MONITORING.md). Training stores a reference of the headlines that it held out. Use this command for a model without
        one, or to compare with headlines of your own, such as those of a usual week. It scores the headlines and writes the
        number of headlines of each topic, or in each range of clickbait scores, to the model's manifest; weights, scores and
        hashes do not change. Headlines are not stored. A running server loads the changed manifest.

        Examples:
          classifier reference --model models/topic/7 --data training/data/headlines.tsv
          classifier reference --model models/clickbait/6 --data week.txt
        """;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var model = new Option<DirectoryInfo>("--model")
        {
            Description = "The folder of the model.",
            HelpName = "DIR",
            Required = true,
        };
        var data = new LabeledDataOptions(
            "Files of headlines, with or without labels: .txt files with one headline per line, or tables; - for standard input.",
            isRequired: true
        );
        var command = new DocumentedCommand(
            "reference",
            "Stores the usual scores of a model, with which servers compare live headlines.",
            Details
        )
        {
            model,
        };
        data.AddTo(command);
        command.SetAction(parsed =>
        {
            var folder = parsed.GetValue(model)!.ToString();
            var paths = data.GetPaths(parsed);
            var reference = ScoreReference.Measure(
                ModelBundle.Read(folder),
                data.ReadUnlabeled(parsed, paths),
                string.Join(", ", paths.Select(Path.GetFileName))
            );
            var manifest = ModelWriter.UpdateManifest(folder, current => current with { Reference = reference });
            parsed.Console.WriteLine(
                $"{manifest.Task} model {manifest.Version}: the reference has {manifest.Reference!.Counts.Sum():N0} headlines."
            );
            return ExitCode.Success;
        });
        return command;
    }
}
