using System.CommandLine;
using System.Diagnostics.CodeAnalysis;

namespace Classifier.Cli.CommandLine;

/// <summary>A command whose help ends with examples.</summary>
/// <param name="name">The command's name.</param>
/// <param name="description">What it does, in one sentence.</param>
/// <param name="examples">What its help says after the options.</param>
[SuppressMessage("Design", "CA1010", Justification = "A command enumerates its parts as System.CommandLine's own do.")]
public sealed class DocumentedCommand(string name, string description, string examples) : Command(name, description)
{
    /// <summary>What to print after the options.</summary>
    public string Examples { get; } = examples;
}
