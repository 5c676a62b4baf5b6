using Classifier.Pages.Html;

namespace Classifier.Pages.Blocks;

/// <summary>Specifies the kind of a block.</summary>
internal enum PageBlockKind
{
    /// <summary>A link whose text reads as a headline.</summary>
    Headline,

    /// <summary>A link that is too short to read as a headline. It becomes an item if its position matches that of the headlines around it.</summary>
    ShortLink,

    /// <summary>A heading, or text that is displayed as one.</summary>
    Heading,

    /// <summary>A short line of text without markup as a heading.</summary>
    Label,

    /// <summary>Running text.</summary>
    Paragraph,
}

/// <summary>Represents a block of a page.</summary>
/// <param name="Kind">The kind of the block.</param>
/// <param name="Node">The element of the block.</param>
/// <param name="FirstRun">The index of its first run of text.</param>
/// <param name="Text">The displayed text; "" for running text.</param>
/// <param name="Href">The link as written; null if there is none.</param>
/// <param name="IsMetadata">True if the text is in an element named as metadata.</param>
/// <param name="IsBoxHeading">True if the block is a heading because of its position.</param>
internal sealed record PageBlock(
    PageBlockKind Kind,
    PageNode Node,
    int FirstRun,
    string Text,
    string? Href = null,
    bool IsMetadata = false,
    bool IsBoxHeading = false
);
