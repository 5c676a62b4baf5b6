using System.CommandLine;

namespace Classifier.Cli.CommandLine;

/// <summary>Extends parsed command lines.</summary>
internal static class ParseResultExtensions
{
    extension(ParseResult parsed)
    {
        /// <summary>Gets the console of the command that runs.</summary>
        public CommandConsole Console => (CommandConsole)parsed.InvocationConfiguration;
    }
}
