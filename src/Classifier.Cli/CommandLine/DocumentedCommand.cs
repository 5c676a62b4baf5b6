using System.CommandLine;
using System.Diagnostics.CodeAnalysis;

namespace Classifier.Cli.CommandLine;

/// <summary>Represents a command whose help has more than its description and options.</summary>
/// <param name="name">The command's name.</param>
/// <param name="description">What the command does, in one sentence.</param>
/// <param name="details">The text that its help prints below the options: when to use the command, and examples.</param>
[SuppressMessage(
    "Design",
    "CA1010",
    Justification = "System.CommandLine's own commands enumerate their parts as well."
)]
internal sealed class DocumentedCommand(string name, string description, string details) : Command(name, description)
{
    /// <summary>Gets the text that the command's help prints below the options.</summary>
    public string Details { get; } = details;
}
