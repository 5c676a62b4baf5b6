namespace Classifier.Pages.Html;

/// <summary>Specifies what the id and the classes of an element indicate.</summary>
[Flags]
internal enum ElementTraits
{
    /// <summary>Nothing known.</summary>
    None = 0,

    /// <summary>The element is hidden, or visible to screen readers only.</summary>
    Hidden = 1,

    /// <summary>The element is boilerplate without headlines of other articles: a menu, a footer, comments, tags, or people.</summary>
    Boilerplate = 2,

    /// <summary>The element is a title.</summary>
    Title = 4,

    /// <summary>The element is metadata beside a headline: a date, a byline, a rank, or a badge.</summary>
    Metadata = 8,

    /// <summary>The element is the section of an item.</summary>
    Section = 16,

    /// <summary>The element is the heading of a box.</summary>
    Heading = 32,

    /// <summary>The element is paid for, or delivered by a recommendation network.</summary>
    Sponsored = 64,

    /// <summary>The element is part of a shop.</summary>
    Shop = 128,

    /// <summary>The element lists other stories, and so holds headlines even inside a menu or comments.</summary>
    Stories = 256,

    /// <summary>The element is a menu that opens; its stories are teasers for its sections.</summary>
    Menu = 512,

    /// <summary>The element is a summary, which can be as long as a headline or longer.</summary>
    Summary = 1024,

    /// <summary>The element is boilerplate whose links can read as headlines: a pager or the entries of a live blog.</summary>
    Pager = 2048,

    /// <summary>The element is a row of tabs.</summary>
    Tabs = 4096,

    /// <summary>The element is an advertisement or the place of one.</summary>
    Advertisement = 8192,

    /// <summary>The element is read to users of screen readers only.</summary>
    ScreenReaderOnly = 16384,

    /// <summary>The element is a video or describes one.</summary>
    Video = 32768,
}
