using Spectre.Console;

namespace Classifier.Encoder;

/// <summary>Shows a progress bar on a terminal; shows nothing if the output is redirected.</summary>
internal static class EncodingProgress
{
    /// <summary>Runs work and shows its progress.</summary>
    /// <param name="count">The number of items to process.</param>
    /// <param name="work">The work, which calls its argument with the number of items just processed.</param>
    public static void Run(int count, Action<Action<int>> work)
    {
        if (Console.IsErrorRedirected)
        {
            work(_ => { });
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console
            .Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn()
            )
            .Start(progress =>
            {
                var task = progress.AddTask("encoding", maxValue: Math.Max(1, count));
                work(done => task.Increment(done));
            });
    }
}
