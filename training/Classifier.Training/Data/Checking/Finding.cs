namespace Classifier.Training.Data.Checking;

/// <summary>Specifies how severe a finding is.</summary>
public enum Severity
{
    /// <summary>For information only.</summary>
    Note,

    /// <summary>Training succeeds, but the model may be worse, or its metrics may be too good.</summary>
    Warning,

    /// <summary>Training rejects the data, or metrics computed on it are wrong.</summary>
    Error,
}

/// <summary>Specifies what kind of problem was found in labeled headlines.</summary>
public enum FindingKind
{
    /// <summary>A file cannot be read.</summary>
    UnreadableFile,

    /// <summary>A line contains bytes that are not UTF-8.</summary>
    NotUtf8,

    /// <summary>A row does not match the format or the columns of its file.</summary>
    BrokenRow,

    /// <summary>A value is not valid for its column.</summary>
    BadValue,

    /// <summary>All rows of a task have the same label, so there is nothing to learn.</summary>
    SingleLabel,

    /// <summary>A training headline also occurs in the test set.</summary>
    Leakage,

    /// <summary>A training headline is nearly identical to one in the test set.</summary>
    NearLeakage,

    /// <summary>The same headline has contradicting labels.</summary>
    Conflict,

    /// <summary>A trivial property of the text predicts the label.</summary>
    Shortcut,

    /// <summary>A row has no headline, or none with visible characters.</summary>
    EmptyText,

    /// <summary>A text exceeds the maximum length of a headline.</summary>
    TooLong,

    /// <summary>A text contains control characters or unpaired surrogates.</summary>
    NotText,

    /// <summary>A text was decoded with the wrong encoding.</summary>
    Mojibake,

    /// <summary>Characters were lost when a text was decoded; U+FFFD replaces them.</summary>
    LostCharacters,

    /// <summary>A text contains HTML character references.</summary>
    HtmlEscape,

    /// <summary>A headline occurs more than once with the same label.</summary>
    Duplicate,

    /// <summary>A headline is nearly identical to another.</summary>
    NearDuplicate,

    /// <summary>A label has too few rows to learn.</summary>
    RareLabel,

    /// <summary>Almost all rows of a label come from one source.</summary>
    LabelOfOneSource,

    /// <summary>All rows of a source have one label.</summary>
    SourceOfOneLabel,

    /// <summary>A row has no label.</summary>
    NoLabel,

    /// <summary>A row's quality is not “ok”.</summary>
    NotOk,

    /// <summary>Labels differ only in case or white space.</summary>
    LabelVariant,

    /// <summary>A label is not an id of the IPTC vocabulary.</summary>
    UnknownTopicId,

    /// <summary>A label is the name of an IPTC topic.</summary>
    TopicName,

    /// <summary>A label is a second-level IPTC id.</summary>
    Subtopic,

    /// <summary>Several columns could contain the label.</summary>
    AmbiguousColumns,

    /// <summary>A column of topics contains only 0 and 1.</summary>
    BinaryLabels,

    /// <summary>Characters could be an encoding error, but the repair is not certain.</summary>
    SuspectEncoding,

    /// <summary>A cell that is not quoted contains quotes, which are read as part of its text.</summary>
    LiteralQuotes,
}

/// <summary>Represents a kind of problem and where it was found.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Severity">The severity.</param>
/// <param name="Count">The number of occurrences.</param>
/// <param name="Message">The problem and what to do about it.</param>
/// <param name="Examples">The locations of the first <see cref="MaxExamples"/> occurrences.</param>
public sealed record Finding(
    FindingKind Kind,
    Severity Severity,
    long Count,
    string Message,
    IReadOnlyList<string> Examples
)
{
    /// <summary>The maximum number of examples kept for a finding. All occurrences are counted.</summary>
    public const int MaxExamples = 100;
}
