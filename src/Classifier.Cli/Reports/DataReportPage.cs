using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using Classifier.Cli.Output;
using Classifier.Taxonomy;
using Classifier.Training.Checking;

namespace Classifier.Cli.Reports;

/// <summary>A report on a check of labelled headlines: one HTML file that needs nothing else and allows no scripts.</summary>
internal sealed class DataReportPage
{
    private const int SourcesShown = 100;

    private readonly IDocument _document;

    private DataReportPage(string css) => _document = new HtmlParser().ParseDocument($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Labelled headlines</title>
        <style>{css}</style>
        </head>
        <body><main></main></body>
        </html>
        """);

    /// <summary>The report as HTML.</summary>
    public static string Write(DataReport report)
    {
        using var css = new StreamReader(typeof(DataReportPage).Assembly.GetManifestResourceStream("report.css")!);
        var page = new DataReportPage(css.ReadToEnd());
        page.Fill(report);
        return page._document.ToHtml(HtmlMarkupFormatter.Instance);
    }

    private void Fill(DataReport report)
    {
        var main = _document.QuerySelector("main")!;
        main.Append(Element("h1", "Labelled headlines"), Files(report));
        if (report.Findings.Count == 0)
            main.Append(Element("p", "Nothing is wrong."));
        foreach (var finding in report.Findings)
            main.Append(Section(finding));
        foreach (var table in report.Labels)
            main.Append(Labels(table), Sources(table));
    }

    private IElement Files(DataReport report) => Table(["File", "Usable rows", "Left out", "To measure with"],
        report.Files.Select(file => new[] { file.Path, Number(file.Usable), Number(file.LeftOut), Number(file.Test) }));

    private IElement Section(Finding finding)
    {
        var list = Element("ul");
        foreach (var example in finding.Examples)
            list.Append(Element("li", example));
        var details = Element("details", Element("summary", finding.Count > finding.Examples.Count
            ? $"The first {finding.Examples.Count} of {finding.Count:N0}" : $"All {finding.Count:N0}"), list);
        var title = Element("h2", $"{finding.Severity}: {finding.Count:N0} {finding.Message}");
        title.ClassName = finding.Severity == Severity.Error ? "error" : null;
        return Element("section", title, details);
    }

    private IElement Labels(LabelTable labels)
    {
        var most = labels.Labels[0].Rows;
        var body = Element("tbody");
        foreach (var label in labels.Labels)
            body.Append(Element("tr", Element("th", IptcTopics.Named(label.Label).Label), Element("td", Meter(label.Rows / (double)most)), Element("td", Number(label.Rows))));
        var table = Element("table", body);
        table.ClassName = "bars";
        return Element("section", Element("h2", $"Labels: {labels.Task}"), table);
    }

    private IElement Sources(LabelTable labels) => Element("section",
        Element("h2", $"Sources: {labels.Task}"),
        Table(["Source", "Rows", "Share of each label"], labels.Sources.Take(SourcesShown).Select(source => new[]
        {
            source.Source, Number(source.Rows),
            string.Join(", ", source.Labels.Select(label => $"{IptcTopics.Named(label.Key).Label} {label.Value / (double)source.Rows:P0}")),
        })),
        Element("p", labels.Sources.Count > SourcesShown ? $"The largest {SourcesShown} of {labels.Sources.Count:N0} sources." : ""));

    private IElement Meter(double share)
    {
        var fill = Element("span", "");
        fill.ClassName = "fill topic";
        fill.SetAttribute("style", $"width:{100 * share:F0}%");
        var meter = Element("span", fill);
        meter.ClassName = "meter";
        meter.SetAttribute("aria-hidden", "true");
        return meter;
    }

    private IElement Table(string[] columns, IEnumerable<string[]> rows)
    {
        var body = Element("tbody");
        foreach (var row in rows)
            body.Append(Element("tr", [.. row.Select(cell => Element("td", cell))]));
        return Element("table", Element("thead", Element("tr", [.. columns.Select(column => Element("th", column))])), body);
    }

    private static string Number(long number) => $"{number:N0}";

    private IElement Element(string name, string text)
    {
        var element = Element(name);
        element.TextContent = PlainText.Clean(text);
        return element;
    }

    private IElement Element(string name, params INode[] children)
    {
        var element = _document.CreateElement(name);
        element.Append(children);
        return element;
    }
}
