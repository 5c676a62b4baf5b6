using AngleSharp.Dom;
using Classifier.Scoring;
using Classifier.Training.Evaluation.Reports;

namespace Classifier.Cli.Reports;

/// <summary>Builds the sections of a report that summarize all pages.</summary>
internal sealed class OverviewSections(ReportDocument document, HeadlineMarkup markup, ReportFigures figures)
{
    private const int MaxSites = 50;
    private const int MaxRepeated = 20;
    private const int MaxTopicsPerSite = 3;
    private const int MaxStories = 20;

    /// <summary>Returns all sections that have content.</summary>
    public IEnumerable<IElement> All()
    {
        yield return Strongest();
        if (figures.Repeated.GetTop(MaxRepeated) is { Count: > 0 } repeated)
        {
            yield return Repeated(repeated);
        }

        if (figures.Stories.GetTop(MaxStories) is { Count: > 0 } stories)
        {
            yield return Stories(stories);
        }

        if (figures.Sites.Skip(1).Any())
        {
            yield return Sites();
        }

        yield return Topics();
        yield return Positions();
    }

    private IElement Strongest()
    {
        var strongest = figures.Strongest.ToArray();
        return document.Section(
            "strongest",
            "Strongest clickbait",
            strongest.Length == 0
                ? document.Element("p", null, "None of the headlines is clickbait.")
                : document.Element(
                    "ol",
                    "strongest",
                    [
                        .. strongest.Select(headline =>
                            document.Element(
                                "li",
                                null,
                                markup.Score(headline.Headline.Clickbait),
                                document.Element(
                                    "div",
                                    "words",
                                    document.Link(headline.Href, markup.Highlight(headline.Headline)),
                                    document.Element("span", "printed", Place(headline)),
                                    markup.ReasonList(headline.Headline)
                                )
                            )
                        ),
                    ]
                )
        );
    }

    private static string Place(ReportHeadline headline) =>
        string.Join(
            " · ",
            new[]
            {
                headline.Site,
                headline.Module.Title,
                headline.Page.Headline?.Text ?? headline.Page.Name,
            }.OfType<string>()
        );

    private IElement Stories(IReadOnlyList<IReadOnlyList<ReportHeadline>> stories) =>
        document.Section(
            "stories",
            "Same story, different sites",
            document.Note(
                "Near-identical headlines on several sites, with the most clickbait first within a story. Sponsored headlines are not included."
            ),
            document.Element(
                "ol",
                "stories",
                [.. stories.Select(story => document.Element("li", null, StoryTable(story)))]
            )
        );

    private IElement StoryTable(IReadOnlyList<ReportHeadline> story) =>
        document.Table(
            "cards",
            "Wordings of a story",
            ["Site", "Headline", "Clickbait"],
            story.Select(headline =>
                document.Element(
                    "tr",
                    null,
                    document.RowHeader(document.Text(headline.Site)),
                    document.Element("td", "words", document.Link(headline.Href, markup.Highlight(headline.Headline))),
                    document.Element("td", "share", markup.Score(headline.Headline.Clickbait))
                )
            )
        );

    private IElement Repeated(IEnumerable<(Classification Headline, long Pages, int Wordings)> repeated) =>
        document.Section(
            "repeated",
            "Most repeated",
            document.Table(
                "cards",
                "Headlines on the largest number of pages",
                ["Headline", "#Pages", "Clickbait"],
                repeated.Select(line =>
                    document.Element(
                        "tr",
                        null,
                        document.RowHeader(markup.Highlight(line.Headline)),
                        document.LabeledCell(
                            "pages",
                            "number",
                            document.Text(
                                $"{NumberFormat.Count(line.Pages)} ×{(line.Wordings > 1 ? $", {line.Wordings} wordings" : "")}"
                            )
                        ),
                        document.Element("td", null, markup.Score(line.Headline.Clickbait))
                    )
                )
            ),
            document.Note("Each page counts once. Near-identical headlines are counted together.")
        );

    private IElement Sites()
    {
        var count = figures.Sites.Count();
        var table = document.Table(
            "cards",
            "Clickbait by site",
            ["Site", "#Pages", "#Headlines", "#Sponsored", "Clickbait", "Main topics"],
            figures.Sites.Take(MaxSites).Select(Row)
        );
        return document.Section(
            "sites",
            "Sites",
            count > MaxSites
                ?
                [
                    table,
                    document.Note($"The {MaxSites} sites with the most headlines, of {NumberFormat.Count(count)}."),
                ]
                : [table]
        );
    }

    private IElement Row(SiteFigures site) =>
        document.Element(
            "tr",
            null,
            document.RowHeader(document.Text(site.Name)),
            document.LabeledCell("pages", "number", document.Text(NumberFormat.Count(site.Pages))),
            document.LabeledCell("headlines", "number", document.Text(NumberFormat.Count(site.Bait.Headlines))),
            document.LabeledCell(
                "sponsored",
                "number",
                document.Text(
                    site.Bait.Headlines == 0 ? "–" : NumberFormat.Percent((double)site.Sponsored / site.Bait.Headlines)
                )
            ),
            markup.ShareCell(site.Bait),
            document.LabeledCell(
                "main topics",
                "topics",
                document.Text(
                    string.Join(
                        ", ",
                        site.Bait.Topics.Take(MaxTopicsPerSite)
                            .Select(topic =>
                                $"{topic.Label} {NumberFormat.Percent((double)topic.Headlines / site.Bait.Headlines)}"
                            )
                    )
                )
            )
        );

    private IElement Topics()
    {
        var topics = figures.All.Topics.ToArray();
        return document.Section(
            "topics",
            "Topics",
            document.Table(
                "bars",
                "Headlines and clickbait by topic",
                ["Topic", "Share of headlines", "#Headlines", "#Clickbait"],
                topics.Select(topic =>
                    BarRow(
                        topic.Label,
                        document.Meter((double)topic.Headlines / topics[0].Headlines, "topic"),
                        NumberFormat.Count(topic.Headlines),
                        NumberFormat.Percent((double)topic.Bait / topic.Headlines)
                    )
                )
            )
        );
    }

    private IElement Positions() =>
        document.Section(
            "positions",
            "Position in the module",
            document.Note(
                $"The share of clickbait at each of the first {ReportFigures.MaxPositions} positions, with its 95 % interval."
            ),
            document.Table(
                "bars",
                "Clickbait by position",
                ["Position", "Share of clickbait", "#Headlines", "#Clickbait", "#95 % interval"],
                figures
                    .ByPosition.Select((counts, i) => (Counts: counts, Number: i + 1))
                    .Where(position => position.Counts.Headlines > 0)
                    .Select(position =>
                        BarRow(
                            $"{position.Number}",
                            document.Meter(
                                position.Counts.Share,
                                "considerable",
                                (position.Counts.Interval.Low, position.Counts.Interval.High)
                            ),
                            NumberFormat.Count(position.Counts.Headlines),
                            NumberFormat.Percent(position.Counts.Share),
                            NumberFormat.Range(position.Counts.Interval)
                        )
                    )
            )
        );

    private IElement BarRow(string name, IElement meter, params string[] numbers) =>
        document.Element(
            "tr",
            null,
            [
                document.RowHeader(document.Text(name)),
                document.Element("td", "bar", meter),
                .. numbers.Select(number => document.Cell(number, "number")),
            ]
        );
}
