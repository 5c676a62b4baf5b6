namespace Classifier.Cli.CommandLine;

/// <summary>The exception that is thrown when a command cannot continue. The message is for the user: what was found, where, and
/// what to do.</summary>
internal sealed class CommandException(string message, Exception? inner = null) : Exception(message, inner);
