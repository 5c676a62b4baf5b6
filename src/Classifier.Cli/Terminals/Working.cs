using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Shows on standard error what a long work is at, if somebody sits before it.</summary>
internal static class Working
{
    /// <summary>Does the work and shows its steps.</summary>
    public static T Run<T>(Func<IProgress<string>, T> work) =>
        Console.IsErrorRedirected
            ? work(new Steps(_ => { }))
            : Screen
                .Error()
                .Status()
                .Start("starting", status => work(new Steps(step => status.Status(Markup.Escape(step)))));

    /// <summary>Reports at once and in order, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Steps(Action<string> report) : IProgress<string>
    {
        public void Report(string value) => report(value);
    }
}
