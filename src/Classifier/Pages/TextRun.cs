namespace Classifier.Pages;

/// <summary>A run of text that a reader sees, its white space collapsed.</summary>
/// <param name="Text">The text; never empty.</param>
/// <param name="Parent">The element that it stands in.</param>
/// <param name="Gap">What lies between it and the run before.</param>
internal readonly record struct TextRun(string Text, PageNode Parent, TextGap Gap);

/// <summary>What lies between two runs of text.</summary>
internal enum TextGap
{
    /// <summary>Nothing: the runs touch.</summary>
    None,

    /// <summary>White space.</summary>
    Space,

    /// <summary>The edge of a block: a new line.</summary>
    Line,
}
