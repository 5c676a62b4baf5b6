namespace Classifier.Training.Data;

/// <summary>Specifies what was noticed about the columns of a file.</summary>
public enum FileNoticeKind
{
    /// <summary>Several columns could contain the label.</summary>
    AmbiguousColumns,

    /// <summary>A column of topics contains only 0 and 1, so it is read as clickbait.</summary>
    BinaryLabels,
}

/// <summary>Represents a decision about the columns of a file that its author should know.</summary>
/// <param name="Kind">The kind of decision.</param>
/// <param name="Message">What was found and how it is interpreted.</param>
public sealed record FileNotice(FileNoticeKind Kind, string Message);
