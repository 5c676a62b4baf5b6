using System.CommandLine;
using System.Globalization;
using System.Text;
using Classifier.Cli.CommandLine;
using Classifier.Cli.Commands.Data;
using Classifier.Cli.Commands.Models;
using Classifier.Cli.Commands.Scoring;
using Classifier.Cli.Commands.Training;

// The output does not depend on the machine's culture or code page.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
Console.OutputEncoding = new UTF8Encoding(false);

var root = new RootCommand("Classifies news headlines by topic and clickbait strength.")
{
    ClassifyCommand.Create(),
    PageCommand.Create(),
    ExplainCommand.Create(),
    HistoryCommand.Create(),
    TrainCommand.Create(),
    EvaluateCommand.Create(),
    CompareCommand.Create(),
    InspectCommand.Create(),
    TuneThresholdCommand.Create(),
    ModelsCommand.Create(),
    DataCommand.Create(),
    FeedbackCommand.Create(),
};
return await CommandLineHost.InvokeAsync(root, args);
