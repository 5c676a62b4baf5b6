namespace Classifier.Pages;

/// <summary>What a block of a page is to a reader of its lists.</summary>
internal enum PageBlockKind
{
    /// <summary>A link that reads as a headline on its own.</summary>
    Headline,

    /// <summary>A link too short to tell; it counts where it stands as the headlines around it do.</summary>
    ShortLink,

    /// <summary>A heading or what looks like one.</summary>
    Heading,

    /// <summary>A short line of text that nothing marks as a heading.</summary>
    Label,

    /// <summary>Running text.</summary>
    Paragraph,
}

/// <summary>A block of a page, in document order.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Node">Where it is.</param>
/// <param name="FirstRun">The run of text that it begins with.</param>
/// <param name="Text">Its text as a reader sees it; "" for running text.</param>
/// <param name="Href">Its link as written.</param>
internal sealed record PageBlock(PageBlockKind Kind, PageNode Node, int FirstRun, string Text, string? Href = null);
