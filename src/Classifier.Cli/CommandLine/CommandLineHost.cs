using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Classifier.Feedback;
using Classifier.Models;
using Classifier.Training.Data;

namespace Classifier.Cli.CommandLine;

/// <summary>The outermost call: turns whatever goes wrong into one line on standard error and an exit code.</summary>
internal static class CommandLineHost
{
    /// <summary>How long a command may take to stop after Ctrl-C; trainers stop between two rows, trees only when grown.</summary>
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(10);

    /// <summary>Parses the arguments and runs the command that they name.</summary>
    public static async Task<int> InvokeAsync(RootCommand root, string[] args)
    {
        DetailedHelpAction.AddTo(root);

        // A headline may begin with @, which by default would name a file of further arguments.
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
                    ProcessTerminationTimeout = TimeToStop,
                }
            );
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception exception)
            when (exception is CommandException or ModelException or TrainingDataException or FeedbackException)
        {
            return Fail(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Fail(exception.Message);
        }
        catch (Exception exception)
        {
            return Fail($"this is a fault of the program: {exception.GetType().Name}: {exception.Message}");
        }
    }

    /// <summary>Writes one line to standard error, whatever line breaks the message has.</summary>
    public static void WriteError(string message) =>
        Console.Error.WriteLine(
            "classifier: "
                + string.Join(
                    ' ',
                    message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
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
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult command; at = at.Parent)
        {
            names.Insert(0, command.Command is RootCommand ? "classifier" : command.Command.Name);
        }

        return $"See: {string.Join(' ', names)} --help";
    }
}
