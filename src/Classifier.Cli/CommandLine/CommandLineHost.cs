using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Classifier.Feedback;
using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Reports;

namespace Classifier.Cli.CommandLine;

/// <summary>Runs the command that the arguments name and turns every exception into one line on standard error and an exit
/// code.</summary>
internal static class CommandLineHost
{
    /// <summary>The time that a command has to stop after Ctrl-C. Linear trainers stop between two rows, tree trainers only when a
    /// tree is complete.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Parses the arguments and runs the command that they name.</summary>
    /// <returns>One of the codes of <see cref="ExitCode"/>.</returns>
    public static async Task<int> InvokeAsync(RootCommand root, string[] args)
    {
        DetailedHelpAction.AddTo(root);

        // Response files are off: a headline may begin with @.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            return Fail($"{string.Join(" ", parsed.Errors.Select(error => error.Message))} {SeeHelp(parsed)}");
        }

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = TerminationTimeout,
                }
            );
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
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            return Fail(exception.Message);
        }
        catch (OutOfMemoryException)
        {
            return Fail("there is not enough memory for this input; split it into smaller files.");
        }
        catch (Exception exception)
        {
            return Fail($"internal error: {exception.Message} Please report it with the command that you ran.");
        }
    }

    /// <summary>Writes a message to standard error as a single line.</summary>
    public static void WriteError(string message) =>
        Console.Error.WriteLine(
            "classifier: "
                + PlainText.ForTerminal(
                    string.Join(
                        ' ',
                        message.Split(
                            ['\r', '\n'],
                            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                        )
                    )
                )
        );

    private static int Fail(string message)
    {
        WriteError(message);
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
