using System.CommandLine;
using Classifier.Text;
using Classifier.Training.Evaluation.Reports;

namespace Classifier.Cli.CommandLine;

/// <summary>Represents the console of a command: standard input, output, and error. Those of the process by default.</summary>
internal sealed class CommandConsole : InvocationConfiguration
{
    /// <summary>Gets the function that opens standard input.</summary>
    public Func<Stream> OpenInput { get; init; } = Console.OpenStandardInput;

    /// <summary>Gets the function that opens standard output, for content other than lines of text.</summary>
    public Func<Stream> OpenOutput { get; init; } = Console.OpenStandardOutput;

    /// <summary>Gets a value indicating whether standard output is not a terminal.</summary>
    public bool IsOutputRedirected { get; init; } = Console.IsOutputRedirected;

    /// <summary>Gets a value indicating whether standard error is not a terminal.</summary>
    public bool IsErrorRedirected { get; init; } = Console.IsErrorRedirected;

    /// <summary>Writes a line to standard output.</summary>
    public void WriteLine(string line) => Output.WriteLine(line);

    /// <summary>Writes a value to standard output as indented JSON with camel-case names.</summary>
    public void WriteJson<T>(T value) => Output.WriteLine(ReportJson.Write(value));

    /// <summary>Writes a line to standard error that is not an error.</summary>
    public void WriteNotice(string line) => Error.WriteLine(line);

    /// <summary>Writes an error to standard error as a single line.</summary>
    public void WriteError(string message) =>
        Error.WriteLine(
            "classifier: "
                + PlainText.ForTerminal(
                    string.Join(
                        ' ',
                        message.Split(
                            ['\r', '\n'],
                            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
                        )
                    )
                )
        );
}
