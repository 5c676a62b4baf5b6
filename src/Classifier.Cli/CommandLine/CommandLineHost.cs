using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Classifier.Access;
using Classifier.Cli.Commands.Access;
using Classifier.Cli.Commands.Data;
using Classifier.Cli.Commands.Models;
using Classifier.Cli.Commands.Scoring;
using Classifier.Cli.Commands.Training;
using Classifier.Feedback;
using Classifier.Models;
using Classifier.Training.Data;

namespace Classifier.Cli.CommandLine;

/// <summary>Runs the command that the arguments name and turns every exception into one line on standard error and an exit
/// code.</summary>
internal static class CommandLineHost
{
    /// <summary>The time that a command has to stop after Ctrl-C. Linear trainers stop between two rows, tree trainers only when a
    /// tree is complete.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Parses the arguments and runs the command that they name.</summary>
    /// <param name="args">The arguments of the program.</param>
    /// <param name="console">The console of the command.</param>
    /// <returns>One of the codes of <see cref="ExitCode"/>.</returns>
    public static async Task<int> InvokeAsync(string[] args, CommandConsole console)
    {
        var root = CreateRoot();

        // Response files are off: a headline may begin with @.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            return Fail(console, $"{string.Join(" ", parsed.Errors.Select(error => error.Message))} {SeeHelp(parsed)}");
        }

        try
        {
            console.EnableDefaultExceptionHandler = false;
            console.ProcessTerminationTimeout = TerminationTimeout;
            return await parsed.InvokeAsync(console);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception exception)
            when (exception
                    is CommandException
                        or ModelException
                        or TrainingDataException
                        or FeedbackException
                        or ApiKeyException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            return Fail(console, exception.Message);
        }
        catch (OutOfMemoryException)
        {
            return Fail(console, "there is not enough memory for this input; split it into smaller files.");
        }
        catch (Exception exception)
        {
            return Fail(
                console,
                $"internal error: {exception.Message} Please report it with the command that you ran."
            );
        }
    }

    private static RootCommand CreateRoot()
    {
        var root = new RootCommand("Classifies news headlines by topic and clickbait strength.")
        {
            ClassifyCommand.Create(),
            PageCommand.Create(),
            ExplainCommand.Create(),
            CompareHeadlinesCommand.Create(),
            WorkerCommand.Create(),
            HistoryCommand.Create(),
            TrainCommand.Create(),
            EvaluateCommand.Create(),
            CompareCommand.Create(),
            InspectCommand.Create(),
            TuneThresholdCommand.Create(),
            ReferenceCommand.Create(),
            ModelsCommand.Create(),
            KeysCommand.Create(),
            DataCommand.Create(),
            FeedbackCommand.Create(),
        };
        DetailedHelpAction.AddTo(root);
        return root;
    }

    private static int Fail(CommandConsole console, string message)
    {
        console.WriteError(message);
        return ExitCode.Failure;
    }

    private static string SeeHelp(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? symbol = parsed.CommandResult; symbol is CommandResult command; symbol = symbol.Parent)
        {
            names.Insert(0, command.Command is RootCommand ? "classifier" : command.Command.Name);
        }

        return $"See {string.Join(' ', names)} --help.";
    }
}
