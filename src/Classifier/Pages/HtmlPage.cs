using AngleSharp.Html.Parser;

namespace Classifier.Pages;

/// <summary>An HTML page: parsed, then read for its headline and for the lists beside its article.</summary>
internal static class HtmlPage
{
    /// <summary>Deeper nesting is flattened: real pages stay far below, and what reads the tree stays fast.</summary>
    private const int MaximumDepth = 256;

    /// <summary>Reads a page's source.</summary>
    public static Page Read(string source, Uri? url) => Read(source, url, evidence => evidence.IsModule);

    /// <summary>Reads a page's source, where another than the rules judges which runs of links are lists.</summary>
    public static Page Read(string source, Uri? url, Func<ModuleEvidence, bool> isModule)
    {
        var options = new HtmlParserOptions
        {
            MaximumDepth = MaximumDepth,
            SkipComments = true,
            DisableElementPositionTracking = true,
        };
        using var document = new HtmlParser(options).ParseDocument(OpenElements.Limit(source));
        if (document.Body is null)
        {
            return new Page(null, []);
        }

        var tree = PageTree.Read(document.Body);
        return new Page(
            ArticleHeadline.Find(document, tree),
            Sidebars.Find(tree, PageSite.Of(document, tree, url), isModule)
        );
    }
}
