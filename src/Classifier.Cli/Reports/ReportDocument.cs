using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using Classifier.Cli.Output;

namespace Classifier.Cli.Reports;

/// <summary>The HTML of a report: one file that needs nothing else. Text of pages only ever becomes text nodes and attribute
/// values, and a policy forbids scripts and everything from elsewhere.</summary>
internal sealed class ReportDocument
{
    private readonly IDocument _document;

    /// <summary>Makes an empty document.</summary>
    public ReportDocument()
    {
        using var css = new StreamReader(typeof(ReportDocument).Assembly.GetManifestResourceStream("report.css")!);
        _document = new HtmlParser().ParseDocument(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Headlines beside the article</title>
            <style>{css.ReadToEnd()}</style>
            </head>
            <body><a class="skip" href="#main">Skip to the figures</a><header></header><main id="main" tabindex="-1"></main></body>
            </html>
            """
        );
    }

    /// <summary>What stands above the figures.</summary>
    public IElement Header => _document.QuerySelector("header")!;

    /// <summary>The figures.</summary>
    public IElement Main => _document.QuerySelector("main")!;

    /// <summary>Writes the file.</summary>
    public void Write(TextWriter writer) => _document.ToHtml(writer, HtmlMarkupFormatter.Instance);

    /// <summary>An element with a text.</summary>
    public IElement Element(string name, string? style, string text)
    {
        var element = Element(name, style);
        element.TextContent = PlainText.Clean(text);
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

    /// <summary>A text.</summary>
    public INode Text(string text) => _document.CreateTextNode(PlainText.Clean(text));

    /// <summary>A section under a heading, which can be linked to.</summary>
    public IElement Section(string id, string heading, params INode[] children)
    {
        var section = Element("section", null, [Element("h2", null, heading), .. children]);
        section.Id = id;
        return section;
    }

    /// <summary>A table.</summary>
    /// <param name="style">Its class.</param>
    /// <param name="caption">What it shows, for those who hear it; sighted readers have the heading.</param>
    /// <param name="columns">The columns' names; a name that begins with # is one of numbers.</param>
    /// <param name="rows">The rows.</param>
    public IElement Table(string style, string caption, IEnumerable<string> columns, IEnumerable<IElement> rows)
    {
        var head = Element(
            "tr",
            null,
            [
                .. columns.Select(name =>
                    Scoped(Element("th", name.StartsWith('#') ? "number" : null, name.TrimStart('#')), "col")
                ),
            ]
        );
        return Element(
            "table",
            style,
            Element("caption", "unseen", caption),
            Element("thead", null, head),
            Element("tbody", null, [.. rows])
        );
    }

    /// <summary>A cell that names its row.</summary>
    public IElement RowHeader(params INode[] children) => Scoped(Element("th", null, children), "row");

    /// <summary>A cell of a table that becomes cards on a phone, where the column's name stands beside the value.</summary>
    public IElement Cell(string label, string style, params INode[] children)
    {
        var cell = Element("td", style, children);
        cell.SetAttribute("data-label", label);
        return cell;
    }

    /// <summary>A bar.</summary>
    /// <param name="share">How long, 0 to 1.</param>
    /// <param name="kind">The class that colors it.</param>
    /// <param name="interval">The interval that is drawn over it, if any.</param>
    public IElement Meter(double share, string kind, WilsonInterval? interval = null)
    {
        var meter = Element("span", "meter", Styled(Element("span", "fill " + kind), $"width:{100 * share:F1}%"));
        if (interval is { } range)
        {
            meter.Append(
                Styled(
                    Element("span", "range"),
                    $"left:{100 * range.Low:F1}%;width:{100 * (range.High - range.Low):F1}%"
                )
            );
        }

        meter.SetAttribute("aria-hidden", "true");
        return meter;
    }

    /// <summary>A link to the web; the bare text where the address is none: a page could name a script or a file.</summary>
    public INode Link(string? href, INode text)
    {
        if (!Uri.TryCreate(href, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return text;
        }

        var link = Element("a", null, text);
        link.SetAttribute("href", url.AbsoluteUri);
        link.SetAttribute("rel", "noopener noreferrer nofollow");
        return link;
    }

    /// <summary>A link within the report.</summary>
    public IElement Jump(string id, string text)
    {
        var link = Element("a", null, text);
        link.SetAttribute("href", "#" + id);
        return link;
    }

    private static IElement Scoped(IElement header, string scope)
    {
        header.SetAttribute("scope", scope);
        return header;
    }

    private static IElement Styled(IElement element, FormattableString style)
    {
        element.SetAttribute("style", style.ToString(CultureInfo.InvariantCulture));
        return element;
    }
}
