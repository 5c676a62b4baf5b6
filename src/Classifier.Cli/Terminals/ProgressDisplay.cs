using Classifier.Cli.CommandLine;
using Classifier.Training.Recipes;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Shows the progress of long-running work on standard error: a spinner or a bar on a terminal, a line for each step
/// elsewhere.</summary>
internal static class ProgressDisplay
{
    /// <summary>The maximum time between two lines on a terminal without escape sequences.</summary>
    private static readonly TimeSpan TerminalInterval = TimeSpan.FromSeconds(5);

    /// <summary>The maximum time between two lines in a log.</summary>
    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(30);

    /// <summary>Runs work that reports its steps.</summary>
    /// <param name="console">The console of the command.</param>
    /// <param name="work">The work; reports a step when the step begins.</param>
    /// <param name="logSteps">Whether to write a line for each step when standard error is redirected.</param>
    public static T RunSteps<T>(CommandConsole console, Func<IProgress<string>, T> work, bool logSteps = true) =>
        RunSteps(console, (step, detail) => work(new TrainingProgress(step, detail, CancellationToken.None)), logSteps);

    /// <summary>Runs work that reports its steps and how far each step is.</summary>
    /// <param name="console">The console of the command.</param>
    /// <param name="work">The work. It passes each step to the first function when the step begins, and the state of the step to
    /// the second.</param>
    /// <param name="logSteps">Whether to write a line for each step when standard error is redirected.</param>
    public static T RunSteps<T>(
        CommandConsole console,
        Func<Action<string>, Action<string>, T> work,
        bool logSteps = true
    )
    {
        if (console.IsErrorRedirected || ConsoleFactory.IsPlain)
        {
            using var log = new ProgressLog(
                console.Error,
                console.IsErrorRedirected ? LogInterval : TerminalInterval,
                logSteps
            );
            return work(log.BeginStep, log.SetDetail);
        }

        var terminal = ConsoleFactory.CreateError(console);
        return terminal
            .Status()
            .Start(
                "starting",
                status =>
                {
                    var current = "";
                    return work(
                        step =>
                        {
                            if (logSteps)
                            {
                                terminal.MarkupLineInterpolated($"[grey]{step}[/]");
                            }

                            status.Status(Markup.Escape(current = step));
                        },
                        detail => status.Status(Markup.Escape($"{current}: {detail}"))
                    );
                }
            );
    }

    /// <summary>Runs work that reports its steps, how far each step is, and how far the whole is: with a bar on a terminal, with a line
    /// for each step elsewhere.</summary>
    /// <param name="console">The console of the command.</param>
    /// <param name="work">The work. It passes each step to the first function, the state of the step to the second, and the completed
    /// share, 0 to 1, to the third.</param>
    public static T RunStepsWithBar<T>(
        CommandConsole console,
        Func<Action<string>, Action<string>, Action<double>, T> work
    )
    {
        if (console.IsErrorRedirected || ConsoleFactory.IsPlain)
        {
            return RunSteps(console, (step, detail) => work(step, detail, _ => { }));
        }

        var terminal = ConsoleFactory.CreateError(console);
        return terminal
            .Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context =>
            {
                var task = context.AddTask("starting");
                return work(
                    step => terminal.MarkupLineInterpolated($"[grey]{step}[/]"),
                    detail => task.Description = Markup.Escape(detail),
                    share => task.Value = 100 * share
                );
            });
    }

    /// <summary>Runs work with a progress bar if standard error is a terminal.</summary>
    /// <param name="console">The console of the command.</param>
    /// <param name="showBar">Whether to show the bar at all; false for short work, or where the bar would mix with the
    /// results.</param>
    /// <param name="title">The text beside the bar.</param>
    /// <param name="work">The work; reports the completed share, 0 to 1.</param>
    public static async Task RunWithBarAsync(
        CommandConsole console,
        bool showBar,
        string title,
        Func<Action<double>, Task> work
    )
    {
        if (!showBar || console.IsErrorRedirected)
        {
            await work(_ => { });
            return;
        }

        await ConsoleFactory
            .CreateError(console)
            .Progress()
            .AutoClear(true)
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(title));
                await work(share => task.Value = 100 * share);
            });
    }
}
