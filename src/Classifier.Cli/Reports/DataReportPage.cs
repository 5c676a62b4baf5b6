using AngleSharp.Dom;
using Classifier.Cli.Output;
using Classifier.Taxonomy;
using Classifier.Training.Data.Checking;
using Classifier.Training.Evaluation.Reports;

namespace Classifier.Cli.Reports;

/// <summary>A check of labeled headlines as a page to look at.</summary>
internal static class DataReportPage
{
    private const int SourcesShown = 100;

    /// <summary>The page.</summary>
    public static string Write(DataReport report)
    {
        var page = new ReportPage("Labeled headlines");
        page.Add(
            page.Table(
                null,
                ["File", "usable rows", "left out", "to measure with"],
                report.Files.Select(file =>
                    (
                        PlainText.Clean(file.Path),
                        (IEnumerable<INode>)
                            [
                                page.Cell(Number(file.Usable)),
                                page.Cell(Number(file.LeftOut)),
                                page.Cell(Number(file.Test)),
                            ]
                    )
                )
            )
        );
        if (report.Findings.Count == 0)
        {
            page.Add(page.Element("p", null, "Nothing is wrong."));
        }

        page.Add([.. report.Findings.Select(finding => Section(page, finding))]);
        foreach (var table in report.Labels)
        {
            page.Add(Labels(page, table), Sources(page, table));
        }

        return page.ToHtml();
    }

    private static IElement Section(ReportPage page, Finding finding)
    {
        var section = page.Section(
            PlainText.Clean($"{finding.Severity}: {finding.Count:N0} {finding.Message}"),
            null,
            page.Element(
                "details",
                null,
                page.Element(
                    "summary",
                    null,
                    finding.Count > finding.Examples.Count
                        ? $"The first {finding.Examples.Count} of {finding.Count:N0}"
                        : $"All {finding.Count:N0}"
                ),
                page.Element(
                    "ul",
                    null,
                    [.. finding.Examples.Select(example => page.Element("li", null, PlainText.Clean(example)))]
                )
            )
        );
        section.ClassName = finding.Severity == Severity.Error ? "errors" : null;
        return section;
    }

    private static IElement Labels(ReportPage page, LabelTable labels) =>
        page.Section(
            $"Labels: {labels.Task}",
            null,
            page.Table(
                null,
                ["", "rows", ""],
                labels.Labels.Select(label =>
                    (
                        PlainText.Clean(IptcTopics.FromId(label.Label).Label),
                        (IEnumerable<INode>)
                            [page.Cell(Number(label.Rows)), page.Bar(label.Rows / (double)labels.Labels[0].Rows)]
                    )
                )
            )
        );

    private static IElement Sources(ReportPage page, LabelTable labels) =>
        page.Section(
            $"Sources: {labels.Task}",
            labels.Sources.Count > SourcesShown
                ? $"The largest {SourcesShown} of {labels.Sources.Count:N0} sources."
                : null,
            page.Table(
                "words",
                ["Source", "rows", "share of each label"],
                labels
                    .Sources.Take(SourcesShown)
                    .Select(source =>
                        (
                            PlainText.Clean(source.Source),
                            (IEnumerable<INode>)
                                [
                                    page.Cell(Number(source.Rows)),
                                    page.Cell(
                                        PlainText.Clean(
                                            string.Join(
                                                ", ",
                                                source.Labels.Select(label =>
                                                    $"{IptcTopics.FromId(label.Key).Label} {label.Value / (double)source.Rows:P0}"
                                                )
                                            )
                                        )
                                    ),
                                ]
                        )
                    )
            )
        );

    private static string Number(long number) => $"{number:N0}";
}
