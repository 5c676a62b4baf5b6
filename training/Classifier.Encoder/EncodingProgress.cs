using Spectre.Console;

namespace Classifier.Encoder;

/// <summary>A progress bar on a terminal, and none elsewhere.</summary>
internal static class EncodingProgress
{
    /// <summary>Runs work that tells how much of it is done.</summary>
    /// <param name="count">How much there is to do.</param>
    /// <param name="work">The work; calls what it is given with how much more is done.</param>
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
