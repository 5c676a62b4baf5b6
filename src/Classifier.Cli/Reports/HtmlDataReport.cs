using AngleSharp.Dom;
using Classifier.Taxonomy;
using Classifier.Training.Data.Checking;
using Classifier.Training.Evaluation.Reports;

namespace Classifier.Cli.Reports;

/// <summary>Writes checks of labeled headlines as HTML reports.</summary>
internal static class HtmlDataReport
{
    private const int MaxSources = 100;

    /// <summary>Returns a data check as HTML.</summary>
    public static string Write(DataReport report)
    {
        var page = new ReportDocument("Labeled headlines");
        page.Main.Append(
            page.Grid(
                null,
                "Rows by file",
                ["File", "usable rows", "excluded", "held out for tests"],
                report.Files.Select(file =>
                    (
                        file.Path,
                        (IEnumerable<INode>)
                            [
                                page.Cell(NumberFormat.Count(file.Usable)),
                                page.Cell(NumberFormat.Count(file.LeftOut)),
                                page.Cell(NumberFormat.Count(file.Test)),
                            ]
                    )
                )
            )
        );
        if (report.Findings.Count == 0)
        {
            page.Main.Append(page.Element("p", null, "No problems were found."));
        }

        page.Main.Append([.. report.Findings.Select((finding, i) => Section(page, finding, i + 1))]);
        foreach (var table in report.Labels)
        {
            page.Main.Append(Labels(page, table), Sources(page, table));
        }

        return page.ToHtml();
    }

    private static IElement Section(ReportDocument page, Finding finding, int number)
    {
        var section = page.Section(
            $"finding-{number}",
            $"{finding.Severity}: {NumberFormat.Count(finding.Count)} {finding.Message}",
            page.Details(
                finding.Count > finding.Examples.Count
                    ? $"First {finding.Examples.Count} of {NumberFormat.Count(finding.Count)}"
                    : $"All {NumberFormat.Count(finding.Count)}",
                page.Element("ul", null, [.. finding.Examples.Select(example => page.Element("li", null, example))])
            )
        );
        section.ClassName = finding.Severity == Severity.Error ? "errors" : null;
        return section;
    }

    private static IElement Labels(ReportDocument page, LabelTable labels) =>
        page.Section(
            $"labels-{labels.Task}",
            $"Labels: {labels.Task}",
            page.Grid(
                null,
                "Rows by label",
                ["", "rows", ""],
                labels.Labels.Select(label =>
                    (
                        IptcTopics.Describe(label.Label),
                        (IEnumerable<INode>)
                            [
                                page.Cell(NumberFormat.Count(label.Rows)),
                                page.Element(
                                    "td",
                                    null,
                                    page.Meter(label.Rows / (double)labels.Labels[0].Rows, "topic")
                                ),
                            ]
                    )
                )
            )
        );

    private static IElement Sources(ReportDocument page, LabelTable labels)
    {
        var table = page.Grid(
            "words",
            "Rows and labels by source",
            ["Source", "rows", "share of each label"],
            labels
                .Sources.Take(MaxSources)
                .Select(source =>
                    (
                        source.Source,
                        (IEnumerable<INode>)[page.Cell(NumberFormat.Count(source.Rows)), page.Cell(Shares(source))]
                    )
                )
        );
        return page.Section(
            $"sources-{labels.Task}",
            $"Sources: {labels.Task}",
            labels.Sources.Count > MaxSources
                ? [page.Note($"The largest {MaxSources} of {NumberFormat.Count(labels.Sources.Count)} sources."), table]
                : [table]
        );
    }

    private static string Shares(SourceCount source) =>
        string.Join(
            ", ",
            source.Labels.Select(label =>
                $"{IptcTopics.FromId(label.Key).Label} {NumberFormat.Percent(label.Value / (double)source.Rows)}"
            )
        );
}
