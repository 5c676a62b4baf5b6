using Classifier.Cli.CommandLine;

namespace Classifier.Cli.Input;

/// <summary>Identifies the column or JSON field that holds the headline: the one that the user names, otherwise the first of
/// <c>text</c>, <c>headline</c> and <c>title</c> that the input has. Names are case-insensitive.</summary>
/// <param name="Name">The name that the user gave; null for the default names.</param>
internal sealed record HeadlineColumn(string? Name)
{
    private static readonly string[] DefaultNames = ["text", "headline", "title"];

    /// <summary>Gets the accepted names in the order of preference.</summary>
    public IReadOnlyList<string> Names => Name is null ? DefaultNames : [Name];

    /// <summary>Gets the accepted names as text for messages.</summary>
    public string DisplayName => Name ?? "text, headline, or title";

    /// <summary>Returns the index of the column in a header.</summary>
    /// <exception cref="CommandException">The header has no such column.</exception>
    public int FindIndex(IReadOnlyList<string> header, string file)
    {
        foreach (var name in Names)
        {
            for (var i = 0; i < header.Count; i++)
            {
                if (header[i].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }
        }

        if (header.Any(name => name.AsSpan().ContainsAny(HeadlineSource.InvalidByteMarker, '\0')))
        {
            throw new CommandException(
                $"{file}, row 1: the column names are not UTF-8; give the encoding, often --encoding windows-1252 or --encoding utf-16."
            );
        }

        throw new CommandException(
            $"{file}, row 1: no column is named {DisplayName}; the columns are: {string.Join(", ", header)}. Name the headline's column with --text-column."
        );
    }
}
