using System.Text;
using Classifier.Cli.CommandLine;
using Spectre.Console;

namespace Classifier.Cli.Terminals;

/// <summary>Creates consoles: colored and as wide as the window on a terminal, plain text of any width elsewhere.</summary>
internal static class ConsoleFactory
{
    private const int UnlimitedWidth = 4_000;

    /// <summary>Gets a value indicating whether the terminal has no escape sequences, or the user turned colors off; see
    /// https://no-color.org.</summary>
    public static bool IsPlain =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        || Environment.GetEnvironmentVariable("TERM") == "dumb";

    /// <summary>Creates a console that writes to a stream.</summary>
    /// <param name="stream">The stream; it is left open.</param>
    /// <param name="isTerminal">Whether the stream is a terminal.</param>
    public static IAnsiConsole Create(Stream stream, bool isTerminal)
    {
        var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { AutoFlush = true };
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(writer),
                Ansi = isTerminal && !IsPlain ? AnsiSupport.Detect : AnsiSupport.No,
                ColorSystem = isTerminal && !IsPlain ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
                Interactive = InteractionSupport.No,
            }
        );
        console.Profile.Width = isTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : UnlimitedWidth;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    /// <summary>Creates a console that writes to standard output.</summary>
    public static IAnsiConsole CreateOutput(CommandConsole console) =>
        Create(console.OpenOutput(), !console.IsOutputRedirected);

    /// <summary>Creates a console that writes to standard error.</summary>
    public static IAnsiConsole CreateError(CommandConsole console) =>
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(console.Error) });
}
