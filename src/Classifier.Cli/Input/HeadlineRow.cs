namespace Classifier.Cli.Input;

/// <summary>Represents a headline that was read, or the reason why it could not be.</summary>
/// <param name="Number">The 1-based position: the line in text and JSON Lines, the record in CSV and TSV where the header is record
/// 1, the row in Parquet, or the position among the arguments.</param>
/// <param name="Headline">The headline; null if none could be read.</param>
/// <param name="Error">Why the row cannot be used; null if it can.</param>
/// <param name="Cells">The other columns of the row, one for each of <see cref="HeadlineSource.Columns"/>; null for a missing
/// value.</param>
internal sealed record HeadlineRow(long Number, string? Headline, string? Error, IReadOnlyList<object?> Cells)
{
    /// <summary>Gets the number of the story among all rows, from 1; 0 if it has none or stories are not numbered.</summary>
    public int Story { get; init; }

    /// <summary>Gets the name of the row's file in a folder or an archive; null if the input is a single file.</summary>
    public string? File { get; init; }

    /// <summary>Creates a row without other columns.</summary>
    public static HeadlineRow FromText(long number, string headline) => new(number, headline, null, []);

    /// <summary>Creates a row that cannot be used.</summary>
    public static HeadlineRow Invalid(long number, string error) => new(number, null, error, []);

    /// <summary>Returns the row with an error if its headline contains bytes that are not valid in its encoding.</summary>
    public HeadlineRow MarkInvalidBytes() =>
        Error is null && Headline!.Contains(HeadlineSource.InvalidByteMarker)
            ? this with
            {
                Error =
                    "the headline contains bytes that are not valid in its encoding; name the encoding, often --encoding windows-1252",
            }
            : this;
}
