using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Classifier.Cli.CommandLine;

/// <summary>The usual help and, below it, the command's examples.</summary>
internal sealed class DetailedHelpAction(HelpAction help) : SynchronousCommandLineAction
{
    private const string RootExamples = """
        Examples:
          classifier classify "You won't believe what this dog did next"
          classifier classify --input headlines.csv --output classified.csv
          classifier page saved-page.html --format html --output report.html
        """;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <summary>Makes the help of a root command, and of all commands under it, end with examples.</summary>
    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new DetailedHelpAction((HelpAction)option.Action!);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var examples = parseResult.CommandResult.Command switch
        {
            RootCommand => RootExamples,
            DocumentedCommand command => command.Examples,
            _ => null,
        };
        if (examples is not null)
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"{examples}\n\n{ExitCode.Help}\n");
        }

        return code;
    }
}
