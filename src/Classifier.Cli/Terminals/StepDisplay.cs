using Classifier.Training.Recipes;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Shows what is going on, on standard error: a spinner on a terminal with the step and how far it is, else a line for
/// each step.</summary>
internal static class StepDisplay
{
    /// <summary>Does work that only tells its steps.</summary>
    public static T Run<T>(Func<IProgress<string>, T> work) =>
        Run((step, detail) => work(new TrainingProgress(step, detail, CancellationToken.None)));

    /// <summary>Does the work; it tells its steps to the first function, and how far a step is to the second.</summary>
    public static T Run<T>(Func<Action<string>, Action<string>, T> work)
    {
        if (Console.IsErrorRedirected)
        {
            return work(step => Console.Error.WriteLine(step), _ => { });
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console
            .Status()
            .Start(
                "starting",
                status =>
                {
                    var current = "";
                    return work(
                        step =>
                        {
                            console.MarkupLineInterpolated($"[grey]{step}[/]");
                            status.Status(Markup.Escape(current = step));
                        },
                        detail => status.Status(Markup.Escape($"{current}: {detail}"))
                    );
                }
            );
    }
}
