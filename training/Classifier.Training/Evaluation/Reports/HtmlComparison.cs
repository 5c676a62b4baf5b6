using System.Globalization;
using AngleSharp.Dom;
using Classifier.Taxonomy;
using Classifier.Training.Evaluation.Figures;
using Classifier.Training.Lifecycle.Comparing;

namespace Classifier.Training.Evaluation.Reports;

/// <summary>Writes comparisons of two models as HTML reports.</summary>
public static class HtmlComparison
{
    /// <summary>Returns a comparison as HTML.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="maxFlips">The maximum number of headlines with changed predictions to list.</param>
    public static string Write(ModelComparison comparison, int maxFlips)
    {
        var record = comparison.Record;
        var page = new ReportDocument(
            $"{record.Task}: NEW {record.New.Version} compared with OLD {record.Old.Version}"
        );
        page.Main.Append(
            page.Note(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{record.Headlines:N0} headlines from {string.Join(", ", record.Data.Select(file => file.Name))}. Small figures are 95 % intervals from a paired bootstrap."
                )
            )
        );
        foreach (var warning in comparison.Warnings)
        {
            page.Main.Append(page.Element("p", "error", warning));
        }

        page.Main.Append(
            page.Element("p", record.Passed ? null : "error", comparison.Verdict),
            Figures(page, comparison),
            Labels(page, comparison),
            Flips(page, comparison.Flips, maxFlips)
        );
        return page.ToHtml();
    }

    private static IElement Figures(ReportDocument page, ModelComparison comparison)
    {
        var record = comparison.Record;
        string[] versions = ["OLD", "NEW"];
        return page.Section(
            "figures",
            "Figures",
            page.Grid(
                null,
                "Figures of both models",
                ["", .. versions, "difference"],
                record.Figures.Select(figure =>
                    (
                        FigureText.DisplayName(figure.Name),
                        Cells(page, figure.Old, figure.New, figure.Difference, figure.Low, figure.High)
                    )
                )
            ),
            page.Grid(
                null,
                "Size and speed of both models",
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
                        "headlines/s",
                        [
                            page.Cell(Number(comparison.OldThroughput, "N0")),
                            page.Cell(Number(comparison.NewThroughput, "N0")),
                        ]
                    ),
                ]
            )
        );
    }

    private static IElement Labels(ReportDocument page, ModelComparison comparison) =>
        page.Section(
            "labels",
            "Labels",
            page.Note("The labels with the largest losses come first."),
            page.Grid(
                null,
                "Figures of both models by label",
                ["", "headlines", "OLD", "NEW", "difference", ""],
                comparison.Labels.Select(label =>
                    (
                        IptcTopics.Describe(label.Label),
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

    private static IElement Flips(ReportDocument page, IReadOnlyList<FlippedHeadline> flips, int maxFlips) =>
        page.Section(
            "flips",
            "Changed predictions",
            page.Note(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{flips.Count:N0} headlines: {flips.Count(flip => flip.NewIsCorrect && !flip.OldIsCorrect):N0} fixed, "
                        + $"{flips.Count(flip => flip.OldIsCorrect && !flip.NewIsCorrect):N0} broken. The most confident predictions of NEW come first."
                )
            ),
            page.Grid(
                "words",
                "Headlines with changed predictions",
                ["Headline", "correct", "OLD", "NEW", ""],
                flips
                    .Take(maxFlips)
                    .Select(flip =>
                        (
                            flip.Headline,
                            (IEnumerable<INode>)
                                [
                                    page.Cell(Name(flip.CorrectLabel)),
                                    page.Cell($"{Name(flip.OldLabel)} {Number(flip.OldScore, "0.00")}"),
                                    page.Cell($"{Name(flip.NewLabel)} {Number(flip.NewScore, "0.00")}"),
                                    (flip.OldIsCorrect, flip.NewIsCorrect) switch
                                    {
                                        (false, true) => page.Cell("fixed"),
                                        (true, false) => page.Cell("broken", "error"),
                                        _ => page.Cell(""),
                                    },
                                ]
                        )
                    )
            )
        );

    private static IEnumerable<INode> Cells(
        ReportDocument page,
        double old,
        double @new,
        double difference,
        double low,
        double high
    )
    {
        var cell = page.Cell(Signed(difference));
        cell.Append(page.Element("span", "interval", $" {Signed(low)} to {Signed(high)}"));
        return [page.Cell(FigureText.FormatNumber(old)), page.Cell(FigureText.FormatNumber(@new)), cell];
    }

    private static string Name(string label) => IptcTopics.FromId(label).Label;

    private static string Signed(double value) => Number(value, "+0.000;-0.000;0.000");

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
