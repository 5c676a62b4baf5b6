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

var root = new RootCommand("Classifies news headlines by topic and clickbait strength.");
root.Add(ClassifyCommand.Create());
root.Add(PageCommand.Create());
root.Add(ExplainCommand.Create());
root.Add(CompareCommand.Create());
root.Add(InspectCommand.Create());
root.Add(TuneThresholdCommand.Create());
root.Add(ModelsCommand.Create());
root.Add(DataCommand.Create());
root.Add(FeedbackCommand.Create());
root.Add(TrainCommand.Create());
root.Add(EvaluateCommand.Create());

return await CommandLineHost.InvokeAsync(root, args);
