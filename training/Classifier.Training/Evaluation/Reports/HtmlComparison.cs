using System.Globalization;
using AngleSharp.Dom;
using Classifier.Taxonomy;
using Classifier.Training.Evaluation.Figures;
using Classifier.Training.Lifecycle.Comparing;

namespace Classifier.Training.Evaluation.Reports;

/// <summary>A comparison of two models as a page to look at.</summary>
public static class HtmlComparison
{
    /// <summary>The page.</summary>
    /// <param name="comparison">What was found.</param>
    /// <param name="flips">How many of the headlines that flipped are shown at most.</param>
    public static string Write(ModelComparison comparison, int flips)
    {
        var record = comparison.Record;
        var page = new ReportPage($"{record.Task}: NEW {record.New.Version} beside OLD {record.Old.Version}");
        page.Add(
            page.Element(
                "p",
                "note",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{record.Headlines:N0} headlines of {string.Join(", ", record.Data.Select(file => file.Name))}. Small figures are 95 % intervals, from a paired bootstrap."
                )
            )
        );
        foreach (var warning in comparison.Warnings)
        {
            page.Add(page.Element("p", "error", warning));
        }

        page.Add(page.Element("p", record.Passed ? null : "error", comparison.Verdict));
        page.Add(Figures(page, comparison), Labels(page, comparison), Flips(page, comparison.Flips, flips));
        return page.ToHtml();
    }

    private static IElement Figures(ReportPage page, ModelComparison comparison)
    {
        var record = comparison.Record;
        string[] versions = ["OLD", "NEW"];
        return page.Section(
            "Figures",
            null,
            page.Table(
                null,
                ["", .. versions, "better by"],
                record.Figures.Select(figure =>
                    (
                        FigureText.Name(figure.Name),
                        Cells(page, figure.Old, figure.New, figure.Difference, figure.Low, figure.High)
                    )
                )
            ),
            page.Table(
                null,
                ["", .. versions],
                [
                    (
                        "size, MB",
                        [
                            page.Cell(Number(record.Old.Bytes / 1e6, "0.00")),
                            page.Cell(Number(record.New.Bytes / 1e6, "0.00")),
                        ]
                    ),
                    (
                        "headlines/s on one core",
                        [page.Cell(Number(comparison.OldSpeed, "N0")), page.Cell(Number(comparison.NewSpeed, "N0"))]
                    ),
                ]
            )
        );
    }

    private static IElement Labels(ReportPage page, ModelComparison comparison) =>
        page.Section(
            "Labels",
            "Those that lost most first.",
            page.Table(
                null,
                ["", "headlines", "OLD", "NEW", "better by", ""],
                comparison.Labels.Select(label =>
                    (
                        Name(label.Label),
                        (IEnumerable<INode>)
                            [
                                page.Cell(Number(label.Support, "N0")),
                                .. Cells(page, label.Old, label.New, label.Difference, label.Low, label.High),
                                page.Cell(label.IsRegression ? "worse" : "", "error"),
                            ]
                    )
                )
            )
        );

    private static IElement Flips(ReportPage page, IReadOnlyList<FlippedHeadline> flips, int most) =>
        page.Section(
            "Headlines that flipped",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{flips.Count:N0}: {flips.Count(flip => flip.NewIsRight && !flip.OldIsRight):N0} mended, "
                    + $"{flips.Count(flip => flip.OldIsRight && !flip.NewIsRight):N0} broken; those first of which NEW is surest."
            ),
            page.Table(
                "words",
                ["Headline", "right", "OLD", "NEW", ""],
                flips
                    .Take(most)
                    .Select(flip =>
                        (
                            flip.Headline,
                            (IEnumerable<INode>)
                                [
                                    page.Cell(Name(flip.Right)),
                                    page.Cell($"{Name(flip.OldLabel)} {Number(flip.OldScore, "0.00")}"),
                                    page.Cell($"{Name(flip.NewLabel)} {Number(flip.NewScore, "0.00")}"),
                                    (flip.OldIsRight, flip.NewIsRight) switch
                                    {
                                        (false, true) => page.Cell("mended"),
                                        (true, false) => page.Cell("broken", "error"),
                                        _ => page.Cell(""),
                                    },
                                ]
                        )
                    )
            )
        );

    private static IEnumerable<INode> Cells(
        ReportPage page,
        double old,
        double @new,
        double difference,
        double low,
        double high
    )
    {
        var better = page.Cell(Signed(difference));
        better.Append(page.Element("span", "interval", $" {Signed(low)} to {Signed(high)}"));
        return [page.Cell(FigureText.Number(old)), page.Cell(FigureText.Number(@new)), better];
    }

    private static string Name(string label) => IptcTopics.FromId(label).Label;

    private static string Signed(double value) => Number(value, "+0.000;-0.000;0.000");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
