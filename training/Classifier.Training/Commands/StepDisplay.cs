using Spectre.Console;

namespace Classifier.Training.Commands;

/// <summary>Shows what is going on: a spinner on a terminal, else a line for each step, on standard error.</summary>
internal static class StepDisplay
{
    /// <summary>Does the work and shows its steps.</summary>
    public static T Run<T>(Func<IProgress<string>, T> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (Console.IsErrorRedirected)
            return work(new Steps(step => Console.Error.WriteLine(step)));
        return console.Status().Start("starting", status => work(new Steps(step =>
        {
            console.MarkupLineInterpolated($"[grey]{step}[/]");
            status.Status(Markup.Escape(step));
        })));
    }

    /// <summary>Reports at once and in order, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Steps(Action<string> report) : IProgress<string>
    {
        public void Report(string value) => report(value);
    }
}
