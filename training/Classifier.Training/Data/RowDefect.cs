namespace Classifier.Training.Data;

/// <summary>What is wrong with a row of a file.</summary>
public enum RowDefectKind
{
    /// <summary>Its bytes are not UTF-8.</summary>
    NotUtf8,

    /// <summary>It is no row of this file: other columns, an open quote, no JSON.</summary>
    Broken,

    /// <summary>A value is not what its column holds.</summary>
    BadValue,

    /// <summary>It has no headline.</summary>
    NoText,

    /// <summary>It has no label.</summary>
    NoLabel,

    /// <summary>Its quality is not “ok”.</summary>
    NotOk,
}

/// <summary>Why a row of a file is not used.</summary>
/// <param name="Kind">What is wrong; up to <see cref="RowDefectKind.BadValue"/> the file is refused for it.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Place">Where in the line, such as “column bait” or “byte 9”; null for the whole line.</param>
/// <param name="Problem">What was found, and what to do.</param>
public sealed record RowDefect(RowDefectKind Kind, long Line, string? Place, string Problem)
{
    /// <summary>Whether the file is wrong, rather than the row of no use.</summary>
    public bool IsError => Kind <= RowDefectKind.BadValue;

    /// <summary>The whole message.</summary>
    /// <param name="path">The file.</param>
    public string In(string path) => $"{path}, line {Line}{(Place is null ? "" : $", {Place}")}: {Problem}";
}
