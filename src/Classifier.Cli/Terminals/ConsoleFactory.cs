using System.Text;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Makes consoles: colored and as wide as the window on a terminal, plain text of any width elsewhere.</summary>
internal static class ConsoleFactory
{
    private const int PlainWidth = 4_000;

    /// <summary>Whether colors are unwanted: https://no-color.org.</summary>
    public static bool NoColor => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>A console that writes to a stream.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="terminal">Whether a reader sits before it.</param>
    public static IAnsiConsole Create(Stream stream, bool terminal)
    {
        var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { AutoFlush = true };
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(writer),
                Ansi = terminal && !NoColor ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = terminal && !NoColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
            }
        );
        console.Profile.Width = terminal && Console.WindowWidth > 0 ? Console.WindowWidth : PlainWidth;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    /// <summary>A console that writes to standard output.</summary>
    public static IAnsiConsole CreateOutput() => Create(Console.OpenStandardOutput(), !Console.IsOutputRedirected);

    /// <summary>A console that writes to standard error.</summary>
    public static IAnsiConsole CreateError() =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
}
