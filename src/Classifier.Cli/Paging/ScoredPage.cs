using Classifier.Cli.Classifying;
using Classifier.Pages;
using Classifier.Scoring;

namespace Classifier.Cli.Paging;

/// <summary>A page with all its headlines classified.</summary>
/// <param name="Name">What results call the page.</param>
/// <param name="Headline">The article's headline; null when none was found.</param>
/// <param name="Modules">The lists of other headlines, in document order.</param>
/// <param name="Error">Why the page could not be read; null when it could.</param>
internal sealed record ScoredPage(string Name, ScoredHeadline? Headline, IReadOnlyList<ScoredModule> Modules, string? Error)
{
    /// <summary>All headlines beside the article.</summary>
    public IEnumerable<ScoredItem> Items => Modules.SelectMany(module => module.Items);

    /// <summary>Reads and scores a page. What goes wrong with one page is told in <see cref="Error"/>.</summary>
    /// <param name="saved">The page.</param>
    /// <param name="classifier">Scores its headlines.</param>
    /// <param name="options">What to give for each.</param>
    /// <param name="url">The page's address, for its links; null to leave them as written.</param>
    public static ScoredPage Of(SavedPage saved, HeadlineClassifier classifier, ClassifyOptions options, Uri? url)
    {
        byte[] content;
        string? error;
        try
        {
            (content, error) = saved.Read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            (content, error) = ([], exception.Message);
        }

        if (error is not null)
            return new ScoredPage(saved.Name, null, [], error);
        var page = PageReader.Read(content, url: url);
        return new ScoredPage(
            saved.Name,
            page.Headline is null ? null : ScoredHeadline.Of(page.Headline, classifier, options),
            [.. page.Modules.Select(module => new ScoredModule(
                module.Title,
                module.Kind,
                [.. module.Items.Select(item => new ScoredItem(item, ScoredHeadline.Of(item.Text, classifier, options)))]))],
            null);
    }
}

/// <summary>A list of headlines, classified.</summary>
/// <param name="Title">The heading that names the list; null when it has none.</param>
/// <param name="Kind">Whose headlines they are.</param>
/// <param name="Items">The headlines, in document order.</param>
internal sealed record ScoredModule(string? Title, PageModuleKind Kind, IReadOnlyList<ScoredItem> Items);

/// <summary>A headline in a list, classified.</summary>
/// <param name="Item">The headline as the page has it.</param>
/// <param name="Scored">What the classifier says of it.</param>
internal sealed record ScoredItem(PageItem Item, ScoredHeadline Scored);

/// <summary>A headline of a page: its classification, or why it has none.</summary>
/// <param name="Text">The headline.</param>
/// <param name="Classification">What the classifier says; null where there is an error.</param>
/// <param name="Error">Why there is no classification; null where there is one.</param>
internal sealed record ScoredHeadline(string Text, Classification? Classification, string? Error)
{
    /// <summary>Scores a headline.</summary>
    public static ScoredHeadline Of(string text, HeadlineClassifier classifier, ClassifyOptions options)
    {
        var error = HeadlineDefects.Describe(text);
        return new ScoredHeadline(text, error is null ? classifier.Classify(text, options) : null, error);
    }
}
