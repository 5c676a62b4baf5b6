namespace Classifier.Cli.Input;

/// <summary>A headline as it was read, or why it could not be.</summary>
/// <param name="Number">The line (text and JSON Lines) or record (CSV and TSV, where the header is record 1) in the
/// file, or the position among the arguments; from 1.</param>
/// <param name="Headline">The headline; null where none could be read.</param>
/// <param name="Error">Why the row cannot be used; null for a row that can.</param>
/// <param name="Cells">The other columns of the row, one for each of <see cref="HeadlineSource.Columns"/>.</param>
internal sealed record HeadlineRow(long Number, string? Headline, string? Error, IReadOnlyList<string> Cells)
{
    /// <summary>A row without other columns.</summary>
    public static HeadlineRow FromText(long number, string headline) => new(number, headline, null, []);

    /// <summary>A row that cannot be used.</summary>
    public static HeadlineRow Invalid(long number, string error) => new(number, null, error, []);
}
