namespace Classifier.Cli.CommandLine;

/// <summary>A reason why a command cannot go on, in words for its user: what was found, where, and what to do.</summary>
internal sealed class CommandException(string message, Exception? inner = null) : Exception(message, inner);
