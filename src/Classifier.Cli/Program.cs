using System.CommandLine;
using System.Globalization;
using System.Text;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Commands.Data;
using Classifier.Cli.Commands.Models;
using Classifier.Cli.Commands.Scoring;
using Classifier.Cli.Commands.Training;

// Numbers look the same on every machine, and what is written is UTF-8 everywhere.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new UTF8Encoding(false);

var root = new RootCommand("Says of news headlines what they are about and how strongly they are clickbait.");
root.Add(ClassifyCommand.Create());
root.Add(PageCommand.Create());
root.Add(ExplainCommand.Create());
root.Add(CompareCommand.Create());
root.Add(InspectCommand.Create());
root.Add(TuneThresholdCommand.Create());
root.Add(ModelsCommand.Create());
root.Add(DataCommand.Create());
root.Add(FeedbackCommand.Create());
foreach (var command in TrainingCommands.All())
{
    root.Add(command);
}

return await Edge.InvokeAsync(root, args);
