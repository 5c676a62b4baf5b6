using System.Globalization;
using AngleSharp.Dom;
using Classifier.Cli.Classifying;
using Classifier.Cli.Paging;
using Classifier.Training.Evaluation.Reports;

namespace Classifier.Cli.Reports;

/// <summary>Marks the headlines of a page that share their story with others on the page: each mark has the number of the story, how
/// many headlines it has, and a color.</summary>
/// <param name="document">The report.</param>
/// <param name="page">The page, whose stories may not be numbered.</param>
internal sealed class StoryMarks(ReportDocument document, ScoredPage page)
{
    private const int Colors = 6;

    private readonly Dictionary<int, int> _sizes = page.Headlines.CountBy(headline => headline.Story).ToDictionary();

    /// <summary>Builds the mark of a headline; null if no other headline of the page has its story.</summary>
    public IElement? Mark(ScoredHeadline headline)
    {
        if (headline.Story == 0 || _sizes[headline.Story] == 1)
        {
            return null;
        }

        var mark = document.Element(
            "span",
            $"story story-{headline.Story % Colors}",
            $"Story {headline.Story.ToString(CultureInfo.InvariantCulture)} · {NumberFormat.Count(_sizes[headline.Story])} headlines"
        );
        mark.SetAttribute("title", "headlines on this page that are worded alike");
        return mark;
    }
}
