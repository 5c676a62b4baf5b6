namespace Classifier.Pages.Html;

/// <summary>Represents a run of visible text with white space collapsed.</summary>
/// <param name="Text">The text; never empty.</param>
/// <param name="Parent">The element that contains the text.</param>
/// <param name="Gap">The separator between this run and the previous one.</param>
internal readonly record struct TextRun(string Text, PageNode Parent, TextGap Gap);

/// <summary>Specifies the separator between two runs of text.</summary>
internal enum TextGap
{
    /// <summary>The runs are adjacent.</summary>
    None,

    /// <summary>The runs are separated by white space.</summary>
    Space,

    /// <summary>The runs are on different lines.</summary>
    Line,
}
