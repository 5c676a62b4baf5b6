using System.Globalization;
using System.Text.RegularExpressions;
using Classifier.Tests.Common;

namespace Classifier.Cli.Tests.Documents;

/// <summary>Represents a fenced block of a document, with what the HTML comments before it say.</summary>
/// <remarks>Comments are <c>not run: REASON</c>, <c>first: COMMANDS</c>, which make what the block needs, and
/// <c>exit code: NUMBER</c>.</remarks>
/// <param name="Place">The document and the line.</param>
/// <param name="Language">The language, or nothing.</param>
/// <param name="Text">The lines, without the indentation of the fence.</param>
/// <param name="IsNext">Whether nothing is between the block and the one before.</param>
internal sealed partial record DocumentBlock(string Place, string Language, string Text, bool IsNext)
{
    /// <summary>Gets the reason why the block is neither run nor compared, or null.</summary>
    public string? Reason { get; private init; }

    /// <summary>Gets the commands to run before the block.</summary>
    public string First { get; private init; } = "";

    /// <summary>Gets the exit code of the block.</summary>
    public int ExitCode { get; private init; }

    /// <summary>Gets whether the block has commands.</summary>
    public bool IsCommands => Language == "sh";

    /// <summary>Returns the blocks of a document.</summary>
    /// <param name="document">The path from the root of the repository.</param>
    public static IEnumerable<DocumentBlock> Read(string document)
    {
        var text = File.ReadAllText(Repository.PathOf(document));
        var end = 0;
        foreach (Match match in Blocks().Matches(text))
        {
            var fence = match.Groups["fence"];
            var comments = Comments()
                .Matches(match.Groups["comments"].Value)
                .ToDictionary(comment => comment.Groups["name"].Value, comment => comment.Groups["value"].Value.Trim());
            yield return new DocumentBlock(
                $"{document}:{text.AsSpan(0, fence.Index).Count('\n') + 1}",
                match.Groups["language"].Value,
                match.Groups["text"].Value.Replace($"\n{fence.Value}", "\n", StringComparison.Ordinal).Trim(),
                string.IsNullOrWhiteSpace(text[end..match.Index])
            )
            {
                Reason = comments.GetValueOrDefault("not run"),
                First = comments.GetValueOrDefault("first", ""),
                ExitCode = int.Parse(comments.GetValueOrDefault("exit code", "0"), CultureInfo.InvariantCulture),
            };
            end = match.Index + match.Length;
        }
    }

    [GeneratedRegex(
        @"(?<comments>(<!--((?!-->).)*-->\s*)*)^(?<fence> *)```(?<language>\w*)\n(?<text>.*?)^ *```$",
        RegexOptions.Singleline | RegexOptions.Multiline
    )]
    private static partial Regex Blocks();

    [GeneratedRegex(@"<!-- (?<name>[a-z ]+):(?<value>((?!-->).)*)-->", RegexOptions.Singleline)]
    private static partial Regex Comments();
}
