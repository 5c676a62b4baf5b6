namespace Classifier.Training.Data;

/// <summary>Specifies why a row of a file is not used.</summary>
public enum RowDefectKind
{
    /// <summary>The row contains bytes that are not UTF-8.</summary>
    NotUtf8,

    /// <summary>The row is malformed: it has the wrong number of columns, an unclosed quote, or invalid JSON.</summary>
    Broken,

    /// <summary>A value is not valid for its column.</summary>
    BadValue,

    /// <summary>The row has no headline.</summary>
    NoText,

    /// <summary>The row has no label.</summary>
    NoLabel,

    /// <summary>The quality of the row is not “ok”.</summary>
    NotOk,

    /// <summary>The row has quotes inside unquoted cells. It is used, and the quotes are part of the text.</summary>
    LiteralQuotes,
}

/// <summary>Represents the reason why a row of a file is not used, or what was assumed to use it.</summary>
/// <param name="Kind">The kind of defect. Training rejects the file for kinds up to
/// <see cref="RowDefectKind.BadValue"/>.</param>
/// <param name="Line">The line number, starting at 1.</param>
/// <param name="Place">The position in the line, such as “column bait” or “byte 9”; <see langword="null"/> for the whole
/// line.</param>
/// <param name="Problem">What was found and what to do.</param>
public sealed record RowDefect(RowDefectKind Kind, long Line, string? Place, string Problem)
{
    /// <summary>Gets a value indicating whether the row is invalid, rather than valid but of no use for training.</summary>
    internal bool IsError => Kind <= RowDefectKind.BadValue;

    /// <summary>Gets a value indicating whether the row is not used.</summary>
    internal bool IsSkipped => Kind != RowDefectKind.LiteralQuotes;

    /// <summary>Returns an error message with the location and the problem.</summary>
    /// <param name="path">The path of the file.</param>
    public string ToMessage(string path) => $"{path}, line {Line}{(Place is null ? "" : $", {Place}")}: {Problem}";
}
