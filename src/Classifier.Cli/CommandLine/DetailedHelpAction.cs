using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Classifier.Cli.CommandLine;

/// <summary>Prints the standard help followed by the command's details and the exit codes.</summary>
internal sealed class DetailedHelpAction(HelpAction help) : SynchronousCommandLineAction
{
    private const string RootDetails = """
        Examples:
          classifier classify "You won't believe what this dog did next"
          classifier classify --input headlines.csv --output classified.csv
          classifier page saved-page.html --format html --output report.html
          classifier train topic --data headlines.tsv --output models/topic/2
        """;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Replaces the help action of a root command and all its subcommands.</summary>
    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new DetailedHelpAction((HelpAction)option.Action!);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var details = parseResult.CommandResult.Command switch
        {
            RootCommand => RootDetails,
            DocumentedCommand command => command.Details,
            _ => null,
        };
        if (details is not null)
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"{details}\n\n{ExitCode.Help}\n");
        }

        return code;
    }
}
