using Classifier.Cli.CommandLine;

namespace Classifier.Cli.Input;

/// <summary>Which column or field holds the headline: the one that the user names, else the first of the usual names
/// that is there. Upper and lower case are the same.</summary>
/// <param name="Name">What the user named; null for the usual names.</param>
internal sealed record HeadlineColumn(string? Name)
{
    private static readonly string[] Usual = ["text", "headline", "title"];

    /// <summary>The names to look for, best first.</summary>
    public IReadOnlyList<string> Names => Name is null ? Usual : [Name];

    /// <summary>The names in words.</summary>
    public string Wanted => Name ?? "text, headline or title";

    /// <summary>The column's place in a header.</summary>
    /// <exception cref="CommandException">It is not there.</exception>
    public int IndexIn(IReadOnlyList<string> header, string file)
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

        throw new CommandException(
            $"{file}, row 1: no column is named {Wanted}; there are: {string.Join(", ", header)}. Name the headlines' column with --column."
        );
    }
}
