using System.Globalization;
using AngleSharp.Dom;
using Classifier.Cli.History;
using Classifier.Statistics;
using Classifier.Training.Evaluation.Reports;

namespace Classifier.Cli.Reports;

/// <summary>Builds the sections of a report about changes since earlier runs.</summary>
internal sealed class HistorySections(ReportDocument document)
{
    private const int RecentDays = 7;

    /// <summary>Returns all sections.</summary>
    public IEnumerable<IElement> All(HistoryComparison history)
    {
        yield return Changes(history);
        yield return Trends(history.Sites);
    }

    private IElement Changes(HistoryComparison history)
    {
        if (history.PreviousRun is not { } previous)
        {
            return document.Section(
                "changes",
                "Changes",
                document.Element("p", null, "The history has no earlier run with these pages.")
            );
        }

        return document.Section(
            "changes",
            "Changes",
            document.Note(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Compared with the run of {previous:yyyy-MM-dd HH:mm} UTC, on pages of both runs. The most clickbait comes first."
                )
            ),
            List("New", history.New),
            List("Gone", history.Gone),
            List("Moved", history.Moved)
        );
    }

    private IElement List(string name, HeadlineChanges changes) =>
        changes.Count == 0
            ? document.Element("p", null, $"{name}: none")
            : document.Details(
                changes.Count > changes.Listed.Count
                    ? $"{name}: {NumberFormat.Count(changes.Count)}, the first {changes.Listed.Count} listed"
                    : $"{name}: {NumberFormat.Count(changes.Count)}",
                document.Table(
                    "cards",
                    $"{name} headlines",
                    ["Headline", "#Position", "#Clickbait"],
                    changes.Listed.Select(Row)
                )
            );

    private IElement Row(HeadlineChange change) =>
        document.Element(
            "tr",
            null,
            document.RowHeader(
                document.Link(change.Href, document.Text(change.Text)),
                document.Element(
                    "span",
                    "printed",
                    string.Join(" · ", new[] { change.Site, change.Module }.OfType<string>())
                )
            ),
            document.LabeledCell("position", "number", document.Text(Position(change))),
            document.LabeledCell("clickbait", "number", document.Text(NumberFormat.Percent(change.Score)))
        );

    private static string Position(HeadlineChange change) =>
        (change.OldPosition, change.NewPosition) switch
        {
            (null, { } position) => $"{position}",
            ({ } position, null) => $"was {position}",
            ({ } from, { } to) => to < from ? $"{from} → {to} ↑" : $"{from} → {to} ↓",
            _ => "",
        };

    private IElement Trends(IReadOnlyList<SiteTrend> sites) =>
        document.Section(
            "trends",
            "Last 30 days",
            document.Note(
                $"Each headline counts once per day. The change is that of the last {RecentDays} days against the days before, with its 95 % interval. Bars are the shares of each day with a run; the full height is 100 %."
            ),
            document.Table(
                "cards",
                "Clickbait and sponsored share by site over 30 days",
                ["Site", "#Headlines", "Clickbait by day", "#Clickbait", "#Change", "Sponsored by day", "#Sponsored"],
                sites.Select(Row)
            )
        );

    private IElement Row(SiteTrend site)
    {
        var all = Sum(site.Days);
        return document.Element(
            "tr",
            null,
            document.RowHeader(document.Text(site.Site)),
            document.LabeledCell("headlines", "number", document.Text(NumberFormat.Count(all.Headlines))),
            document.LabeledCell("clickbait by day", "share", Bars(site, day => day.Bait, null)),
            document.LabeledCell(
                "clickbait",
                "number",
                document.Text(
                    $"{NumberFormat.Percent((double)all.Bait / all.Headlines)} ({NumberFormat.Range(WilsonInterval.Of(all.Bait, all.Headlines))})"
                )
            ),
            document.LabeledCell("change", "number", document.Text(Change(site))),
            document.LabeledCell("sponsored by day", "share", Bars(site, day => day.Sponsored, "sponsored-days")),
            document.LabeledCell(
                "sponsored",
                "number",
                document.Text(
                    $"{NumberFormat.Percent((double)all.Sponsored / all.Headlines)} ({NumberFormat.Range(WilsonInterval.Of(all.Sponsored, all.Headlines))})"
                )
            )
        );
    }

    private IElement Bars(SiteTrend site, Func<DayFigures, long> hits, string? style)
    {
        var bars = document.Element(
            "div",
            style is null ? "days" : $"days {style}",
            [
                .. site.Days.Select(day =>
                {
                    var share = (double)hits(day) / day.Headlines;
                    var bar = document.Element("span", null);
                    bar.SetAttribute("style", string.Create(CultureInfo.InvariantCulture, $"height:{100 * share:F0}%"));
                    bar.SetAttribute(
                        "title",
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{day.Day:yyyy-MM-dd}: {NumberFormat.Percent(share)} of {day.Headlines} ({NumberFormat.Range(WilsonInterval.Of(hits(day), day.Headlines))})"
                        )
                    );
                    return bar;
                }),
            ]
        );
        bars.SetAttribute("aria-hidden", "true");
        return bars;
    }

    // The interval of the difference of two shares (Newcombe 1998, method 10).
    private static string Change(SiteTrend site)
    {
        var last = site.Days[^1].Day;
        var recent = Sum(site.Days.Where(day => day.Day > last.AddDays(-RecentDays)));
        var before = Sum(site.Days.Where(day => day.Day <= last.AddDays(-RecentDays)));
        if (before.Headlines == 0)
        {
            return "–";
        }

        var (a, b) = ((double)recent.Bait / recent.Headlines, (double)before.Bait / before.Headlines);
        var (x, y) = (
            WilsonInterval.Of(recent.Bait, recent.Headlines),
            WilsonInterval.Of(before.Bait, before.Headlines)
        );
        var low = a - b - Math.Sqrt(((a - x.Low) * (a - x.Low)) + ((y.High - b) * (y.High - b)));
        var high = a - b + Math.Sqrt(((x.High - a) * (x.High - a)) + ((b - y.Low) * (b - y.Low)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * (a - b):+0;−0;0} ({100 * low:+0;−0;0} to {100 * high:+0;−0;0}) points"
        );
    }

    private static (long Headlines, long Bait, long Sponsored) Sum(IEnumerable<DayFigures> days) =>
        days.Aggregate(
            (Headlines: 0L, Bait: 0L, Sponsored: 0L),
            (sum, day) => (sum.Headlines + day.Headlines, sum.Bait + day.Bait, sum.Sponsored + day.Sponsored)
        );
}
