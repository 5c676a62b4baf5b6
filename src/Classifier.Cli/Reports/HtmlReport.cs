using AngleSharp.Dom;
using Classifier.Scoring;

namespace Classifier.Cli.Reports;

/// <summary>A report on scored pages, for a screen of any width, dark or light, and for paper. However many pages there are,
/// it stays short: lists are cut at a length, and say so.</summary>
internal sealed class HtmlReport
{
    private const int SitesShown = 50;
    private const int RepeatedShown = 20;
    private const int TopicsOfSite = 3;

    private readonly ReportDocument _document = new();
    private readonly HeadlineMarkup _markup;
    private readonly ReportFigures _figures;

    private HtmlReport(ReportFigures figures)
    {
        _figures = figures;
        _markup = new HeadlineMarkup(_document);
    }

    /// <summary>Writes the report.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="figures">What it says.</param>
    public static void Write(TextWriter writer, ReportFigures figures)
    {
        var report = new HtmlReport(figures);
        report.Fill();
        report._document.Write(writer);
    }

    private void Fill()
    {
        var sections = new List<IElement>();
        if (_figures.All.Headlines > 0)
        {
            sections.Add(Worst());
            if (_figures.Repeated.Most(RepeatedShown) is { Count: > 0 } repeated)
            {
                sections.Add(Repeated(repeated));
            }

            if (_figures.Sites.Skip(1).Any())
            {
                sections.Add(Sites());
            }

            sections.AddRange([Topics(), Positions()]);
        }

        var pages = new PageSections(_document, _markup, _figures);
        if (_figures.Pages > 1)
        {
            sections.Add(pages.List());
        }

        sections.Add(pages.Headlines());
        _document.Header.Append(
            _document.Element("h1", null, "Headlines beside the article"),
            Summary(),
            Contents(sections)
        );
        _document.Main.Append([.. sections]);
    }

    private IElement Summary()
    {
        var all = _figures.All;
        var summary = _document.Element(
            "dl",
            "summary",
            Figure(Numbers.Count(_figures.Pages), _figures.Pages == 1 ? "page" : "pages"),
            Figure(Numbers.Count(all.Headlines), "headlines in lists"),
            Figure(
                all.Headlines == 0 ? "–" : Numbers.Percent(all.Share),
                all.Headlines == 0 ? "clickbait" : $"clickbait (95 %: {Numbers.Range(all.Interval)})"
            )
        );
        if (_figures.BadPages > 0)
        {
            summary.Append(
                Figure(
                    Numbers.Count(_figures.BadPages),
                    _figures.BadPages == 1 ? "page not readable" : "pages not readable"
                )
            );
        }

        return _document.Element(
            "div",
            null,
            summary,
            _document.Element(
                "p",
                "note",
                "Clickbait are headlines of the bands considerable and heavy. The percentage of a headline is the probability that a reader would call it so. Words that speak for it are marked, the stronger the more; words that speak against it are underlined. Ranges are 95 % intervals (Wilson)."
            )
        );
    }

    private IElement Figure(string value, string name) =>
        _document.Element("div", null, _document.Element("dt", null, name), _document.Element("dd", null, value));

    private IElement Contents(IEnumerable<IElement> sections)
    {
        var contents = _document.Element(
            "nav",
            null,
            [.. sections.Select(section => _document.Jump(section.Id!, section.FirstElementChild!.TextContent))]
        );
        contents.SetAttribute("aria-label", "Contents");
        return contents;
    }

    private IElement Worst()
    {
        var worst = _figures.Worst.ToArray();
        if (worst.Length == 0)
        {
            return _document.Section(
                "worst",
                "Strongest clickbait",
                _document.Element("p", null, "None of the headlines is clickbait.")
            );
        }

        return _document.Section(
            "worst",
            "Strongest clickbait",
            _document.Element(
                "ol",
                "worst",
                [
                    .. worst.Select(headline =>
                        _document.Element(
                            "li",
                            null,
                            _markup.Bait(headline.Clickbait),
                            _document.Element("div", "words", _markup.Marked(headline), _markup.Reasons(headline))
                        )
                    ),
                ]
            )
        );
    }

    private IElement Repeated(IEnumerable<(Classification Headline, long Pages, int Wordings)> repeated) =>
        _document.Section(
            "repeated",
            "Most repeated",
            _document.Table(
                "cards",
                "The headlines that stand on most pages",
                ["Headline", "#Seen", "Clickbait"],
                repeated.Select(line =>
                    _document.Element(
                        "tr",
                        null,
                        _document.RowHeader(_markup.Marked(line.Headline)),
                        _document.Cell(
                            "seen",
                            "number",
                            _document.Text(
                                $"{Numbers.Count(line.Pages)} ×{(line.Wordings > 1 ? $", {line.Wordings} wordings" : "")}"
                            )
                        ),
                        _document.Element("td", null, _markup.Bait(line.Headline.Clickbait))
                    )
                )
            ),
            _document.Element(
                "p",
                "note",
                "Counted once a page; headlines in nearly the same words are counted together."
            )
        );

    private IElement Sites()
    {
        var count = _figures.Sites.Count();
        var table = _document.Table(
            "cards",
            "Clickbait by site",
            ["Site", "#Pages", "#Headlines", "Clickbait", "Mostly about"],
            _figures
                .Sites.Take(SitesShown)
                .Select(site =>
                    _document.Element(
                        "tr",
                        null,
                        _document.RowHeader(_document.Text(site.Name)),
                        _document.Cell("pages", "number", _document.Text(Numbers.Count(site.Pages))),
                        _document.Cell("headlines", "number", _document.Text(Numbers.Count(site.Bait.Headlines))),
                        Share(site.Bait),
                        _document.Cell(
                            "mostly about",
                            "topics",
                            _document.Text(
                                string.Join(
                                    ", ",
                                    site.Bait.Topics.Take(TopicsOfSite)
                                        .Select(topic =>
                                            $"{topic.Label} {Numbers.Percent((double)topic.Headlines / site.Bait.Headlines)}"
                                        )
                                )
                            )
                        )
                    )
                )
        );
        return _document.Section(
            "sites",
            "Sites",
            count > SitesShown
                ?
                [
                    table,
                    _document.Element(
                        "p",
                        "note",
                        $"The {SitesShown} sites with most headlines of {Numbers.Count(count)}."
                    ),
                ]
                : [table]
        );
    }

    private IElement Topics()
    {
        var topics = _figures.All.Topics.ToArray();
        return _document.Section(
            "topics",
            "Topics",
            _document.Table(
                "bars",
                "Headlines and clickbait by topic",
                ["Topic", "Share of headlines", "#Headlines", "#Clickbait"],
                topics.Select(topic =>
                    _document.Element(
                        "tr",
                        null,
                        _document.RowHeader(_document.Text(topic.Label)),
                        _document.Element(
                            "td",
                            "bar",
                            _document.Meter((double)topic.Headlines / topics[0].Headlines, "topic")
                        ),
                        _document.Element("td", "number", Numbers.Count(topic.Headlines)),
                        _document.Element("td", "number", Numbers.Percent((double)topic.Bait / topic.Headlines))
                    )
                )
            )
        );
    }

    private IElement Positions()
    {
        var chart = PositionChart.Draw(_figures.ByPosition);
        chart.SetAttribute(
            "aria-label",
            "Chart: share of clickbait by position in the list, with 95 % intervals; the same figures are in the table below."
        );
        var table = _document.Table(
            "figures",
            "Clickbait by position",
            ["Position", "#Headlines", "#Clickbait", "#95 % interval"],
            _figures
                .ByPosition.Select((at, i) => (at, i))
                .Where(line => line.at.Headlines > 0)
                .Select(line =>
                    _document.Element(
                        "tr",
                        null,
                        _document.RowHeader(_document.Text($"{line.i + 1}")),
                        _document.Element("td", "number", Numbers.Count(line.at.Headlines)),
                        _document.Element("td", "number", Numbers.Percent(line.at.Share)),
                        _document.Element("td", "number", Numbers.Range(line.at.Interval))
                    )
                )
        );
        return _document.Section(
            "positions",
            "Position in the list",
            _document.Element(
                "figure",
                null,
                chart,
                _document.Element(
                    "figcaption",
                    "note",
                    $"Share of clickbait at each of the first {ReportFigures.Positions} places of the lists, with its 95 % interval."
                )
            ),
            _document.Element("details", null, _document.Element("summary", null, "The figures"), table)
        );
    }

    private IElement Share(BaitShare bait) => PageSections.Share(_document, bait);
}
