using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Shows on standard error how far a long work is, if somebody sits before it.</summary>
internal static class ProgressBar
{
    /// <summary>Does the work and shows its progress.</summary>
    /// <param name="wanted">Whether the work is long and the bar would not stand among the results.</param>
    /// <param name="title">What is being done.</param>
    /// <param name="work">The work; it tells how much is done, 0 to 1.</param>
    public static async Task RunAsync(bool wanted, string title, Func<Action<double>, Task> work)
    {
        if (!wanted || Console.IsErrorRedirected)
        {
            await work(_ => { });
            return;
        }

        await Screen
            .Error()
            .Progress()
            .AutoClear(true)
            .StartAsync(async shown =>
            {
                var task = shown.AddTask(Markup.Escape(title));
                await work(done => task.Value = 100 * done);
            });
    }
}
