using System.Globalization;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Evaluation.Reports;

/// <summary>A report to look at: one HTML page that needs nothing else and allows no scripts, for a screen of any width, dark or
/// light, and for paper.</summary>
public sealed class ReportPage
{
    private readonly IDocument _document;

    /// <summary>Makes a page with a heading alone.</summary>
    /// <param name="title">The heading.</param>
    public ReportPage(string title)
    {
        using var css = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream("report-page.css")!);
        _document = new HtmlParser().ParseDocument(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title></title>
            <style>{css.ReadToEnd()}</style>
            </head>
            <body><main></main></body>
            </html>
            """
        );
        _document.Title = title;
        Add(Element("h1", null, title));
    }

    /// <summary>The page.</summary>
    public string ToHtml() => _document.ToHtml(HtmlMarkupFormatter.Instance);

    /// <summary>Adds to the end of the page.</summary>
    public void Add(params INode[] nodes) => _document.QuerySelector("main")!.Append(nodes);

    /// <summary>A section under a heading.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="note">What is to be known of it; null for nothing.</param>
    /// <param name="content">What stands in it.</param>
    public IElement Section(string title, string? note, params INode[] content)
    {
        var section = Element("section", null, Element("h2", null, title));
        if (note is not null)
        {
            section.Append(Element("p", "note", note));
        }

        section.Append(content);
        return section;
    }

    /// <summary>A table that scrolls by itself where the screen is too narrow.</summary>
    /// <param name="style">Its class; "words" for one of texts rather than numbers.</param>
    /// <param name="head">The names of its columns.</param>
    /// <param name="rows">Its rows, each with a name.</param>
    public IElement Table(
        string? style,
        IReadOnlyList<string> head,
        IEnumerable<(string Name, IEnumerable<INode> Cells)> rows
    ) =>
        Element(
            "div",
            "scroll",
            Element(
                "table",
                style,
                Element("thead", null, Element("tr", null, [.. head.Select(name => Header(name, "col"))])),
                Element(
                    "tbody",
                    null,
                    [.. rows.Select(row => Element("tr", null, [Header(row.Name, "row"), .. row.Cells]))]
                )
            )
        );

    /// <summary>A cell with a figure and, small, its interval.</summary>
    public IElement Cell(Figure figure)
    {
        var cell = Cell(FigureText.FormatNumber(figure.Value));
        if (double.IsFinite(figure.Value))
        {
            cell.Append(
                _document.CreateTextNode(" "),
                Element(
                    "span",
                    "interval",
                    $"{FigureText.FormatNumber(figure.Low)}–{FigureText.FormatNumber(figure.High)}"
                )
            );
        }

        return cell;
    }

    /// <summary>A cell with a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="style">Its class; null for none.</param>
    public IElement Cell(string text, string? style = null) => Element("td", style, text);

    /// <summary>A cell with a bar.</summary>
    /// <param name="share">How long it is, 0 to 1.</param>
    public IElement Bar(double share)
    {
        var bar = Element("span", "bar");
        bar.SetAttribute("style", string.Create(CultureInfo.InvariantCulture, $"width:{100 * share:0}%"));
        bar.SetAttribute("aria-hidden", "true");
        return Element("td", "bars", bar);
    }

    /// <summary>An element with a text.</summary>
    public IElement Element(string name, string? style, string text)
    {
        var element = Element(name, style);
        element.TextContent = text;
        return element;
    }

    /// <summary>An element with others in it.</summary>
    public IElement Element(string name, string? style, params INode[] children)
    {
        var element = _document.CreateElement(name);
        if (style is not null)
        {
            element.ClassName = style;
        }

        element.Append(children);
        return element;
    }

    private IElement Header(string name, string scope)
    {
        var header = Element("th", null, name);
        header.SetAttribute("scope", scope);
        return header;
    }
}
