namespace Classifier.Training.Data.Checking;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Good to know.</summary>
    Note,

    /// <summary>A model can be trained, but it may be worse, or look better than it is.</summary>
    Warning,

    /// <summary>Training refuses the data, or figures measured with them are wrong.</summary>
    Error,
}

/// <summary>What can be found in labeled headlines.</summary>
public enum FindingKind
{
    /// <summary>A file cannot be read at all.</summary>
    UnreadableFile,

    /// <summary>Bytes are not UTF-8.</summary>
    NotUtf8,

    /// <summary>A row is no row of its file.</summary>
    BrokenRow,

    /// <summary>A value is not what its column holds.</summary>
    BadValue,

    /// <summary>There is nothing to tell apart: a task has one label only.</summary>
    SingleLabel,

    /// <summary>A headline to learn from is a headline to measure with.</summary>
    Leakage,

    /// <summary>A headline to learn from is all but the same as one to measure with.</summary>
    NearLeakage,

    /// <summary>The same headline has two labels.</summary>
    Conflict,

    /// <summary>A trivial property tells the label.</summary>
    Shortcut,

    /// <summary>There is no headline, or no visible character in it.</summary>
    EmptyText,

    /// <summary>A text is longer than a headline can be.</summary>
    TooLong,

    /// <summary>A text holds control characters, or half characters.</summary>
    NotText,

    /// <summary>Characters were decoded with the wrong encoding.</summary>
    Mojibake,

    /// <summary>Characters were lost (U+FFFD) when the text was decoded.</summary>
    LostCharacters,

    /// <summary>Characters are written as HTML writes them.</summary>
    HtmlEscape,

    /// <summary>A headline comes again with the same label.</summary>
    Duplicate,

    /// <summary>A headline is all but the same as another.</summary>
    NearDuplicate,

    /// <summary>A label has too few rows to be learned.</summary>
    RareLabel,

    /// <summary>Almost all rows of a label are from one source.</summary>
    LabelOfOneSource,

    /// <summary>All rows of a source have one label.</summary>
    SourceOfOneLabel,

    /// <summary>A row has no label.</summary>
    NoLabel,

    /// <summary>A row's quality is not “ok”.</summary>
    NotOk,
}

/// <summary>Something that was found.</summary>
/// <param name="Kind">What.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Count">How often.</param>
/// <param name="Message">What it is and what to do about it.</param>
/// <param name="Examples">Places, the first <see cref="MostExamples"/>.</param>
public sealed record Finding(
    FindingKind Kind,
    Severity Severity,
    long Count,
    string Message,
    IReadOnlyList<string> Examples
)
{
    /// <summary>How many places of a finding are kept; all are counted.</summary>
    public const int MostExamples = 100;
}
