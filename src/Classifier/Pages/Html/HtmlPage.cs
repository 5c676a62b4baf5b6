using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Classifier.Pages.Lists;

namespace Classifier.Pages.Html;

/// <summary>Reads the headline and the lists of an HTML page.</summary>
internal static class HtmlPage
{
    /// <summary>The parser flattens deeper nesting. Real pages stay far below this depth.</summary>
    private const int MaximumDepth = 256;

    /// <summary>Reads a page with the default rules.</summary>
    public static Page Read(string source, Uri? url) => Read(source, url, evidence => evidence.IsModule);

    /// <summary>Reads a page with the specified predicate, which decides whether a run of links is a list.</summary>
    public static Page Read(string source, Uri? url, Func<ModuleEvidence, bool> isModule, PageBudget? budget = null)
    {
        budget ??= new PageBudget(PageLimits.Default, CancellationToken.None);
        var options = new HtmlParserOptions
        {
            MaximumDepth = MaximumDepth,
            SkipComments = true,
            DisableElementPositionTracking = true,
            OnToken = (_, _) => budget.Check(),
            OnCreated = (_, _) => budget.Check(),
            ShouldEmitAttribute = (ref token, _) =>
            {
                budget.Check();
                return token.Attributes.Count < budget.MaxAttributes;
            },
        };
        using var document = new HtmlParser(options).ParseDocument(NestingLimit.Truncate(source));
        return Read(document, url, isModule, budget);
    }

    /// <summary>Reads a parsed page with the specified predicate.</summary>
    public static Page Read(
        IHtmlDocument document,
        Uri? url,
        Func<ModuleEvidence, bool> isModule,
        PageBudget? budget = null
    )
    {
        budget ??= new PageBudget(PageLimits.Default, CancellationToken.None);
        if (document.Body is null)
        {
            return new Page(null, []);
        }

        var tree = PageTree.Read(document.Body, budget);
        var metadata = PageMetadata.Read(document);
        return new Page(
            ArticleHeadline.Find(metadata, tree),
            ModuleFinder.Find(tree, PageContext.Of(metadata, tree, url), isModule)
        )
        {
            Language = metadata.Language,
            Origin = PageOrigin.Of(metadata, url),
        };
    }
}
