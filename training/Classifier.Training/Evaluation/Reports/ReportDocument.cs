using System.Security.Cryptography;
using System.Text;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using Classifier.Text;

namespace Classifier.Training.Evaluation.Reports;

/// <summary>Builds an HTML report: one self-contained file for screens of any width, light and dark mode, and print. Text is only
/// ever inserted as text nodes and attribute values, and a content security policy
/// blocks external resources and all scripts except that of the report.</summary>
public sealed partial class ReportDocument
{
    private readonly IDocument _document;

    /// <summary>Creates a report with a heading.</summary>
    /// <param name="title">The title and main heading.</param>
    /// <param name="css">Styles in addition to those that all reports share.</param>
    /// <param name="script">A script that the content security policy allows by its hash; null for none.</param>
    public ReportDocument(string title, string css = "", string? script = null)
    {
        var policy = script is null
            ? ""
            : $"; script-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";
        _document = new HtmlParser().ParseDocument(
            $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="referrer" content="no-referrer">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'{policy}">
            <title></title>
            <style>{ReadResource(typeof(ReportDocument), "report.css")}{css}</style>
            </head>
            <body><a class="skip" href="#main">Skip to the content</a><header></header><main id="main" tabindex="-1"></main></body>
            </html>
            """
        );
        _document.Title = PlainText.Clean(title);
        Header.Append(Element("h1", null, title));
        if (script is not null)
        {
            var element = _document.CreateElement("script");
            element.TextContent = script;
            _document.Body!.Append(element);
        }
    }

    /// <summary>Gets the element above the main content. It contains the main heading.</summary>
    public IElement Header => _document.QuerySelector("header")!;

    /// <summary>Gets the element of the main content.</summary>
    public IElement Main => _document.QuerySelector("main")!;

    /// <summary>Reads an embedded text resource from the assembly of a type.</summary>
    public static string ReadResource(Type type, string name)
    {
        using var reader = new StreamReader(type.Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    /// <summary>Writes the report.</summary>
    public void Write(TextWriter writer) => _document.ToHtml(writer, HtmlMarkupFormatter.Instance);

    /// <summary>Returns the report as a string.</summary>
    public string ToHtml() => _document.ToHtml(HtmlMarkupFormatter.Instance);

    /// <summary>Creates a data block, which browsers do not execute, for the script of the report.</summary>
    /// <param name="id">The id of the element.</param>
    /// <param name="json">The JSON, without the character &lt;, which could end the block.</param>
    public IElement Data(string id, string json)
    {
        var element = _document.CreateElement("script");
        element.Id = id;
        element.SetAttribute("type", "application/json");
        element.TextContent = json;
        return element;
    }

    /// <summary>Creates an element with text.</summary>
    public IElement Element(string name, string? style, string text)
    {
        var element = Element(name, style);
        element.TextContent = PlainText.Clean(text);
        return element;
    }

    /// <summary>Creates an element with child nodes.</summary>
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

    /// <summary>Creates a text node.</summary>
    public INode Text(string text) => _document.CreateTextNode(PlainText.Clean(text));

    /// <summary>Creates a section with a heading.</summary>
    /// <param name="id">The target for links within the report.</param>
    /// <param name="heading">The heading.</param>
    /// <param name="content">The content below the heading.</param>
    public IElement Section(string id, string heading, params INode[] content)
    {
        var section = Element("section", null, [Element("h2", null, heading), .. content]);
        section.Id = id;
        return section;
    }

    /// <summary>Creates a paragraph of explanation in small print.</summary>
    public IElement Note(string text) => Element("p", "note", text);

    /// <summary>Creates an expandable element with a summary.</summary>
    public IElement Details(string summary, params INode[] content) =>
        Element("details", null, [Element("summary", null, summary), .. content]);

    /// <summary>Creates a figure from SVG markup.</summary>
    /// <param name="caption">The caption, which is also the accessible name of the image.</param>
    /// <param name="svg">Trusted markup with one <c>svg</c> element.</param>
    internal IElement Figure(string caption, string svg)
    {
        var figure = Element("figure", null, Element("figcaption", null, caption));
        figure.Insert(AdjacentPosition.BeforeEnd, svg);
        var image = figure.QuerySelector("svg")!;
        image.SetAttribute("role", "img");
        image.SetAttribute("aria-label", caption);
        return figure;
    }

    /// <summary>Creates a link to a web page. Addresses other than absolute HTTP and HTTPS URLs are not linked, because reported
    /// pages are untrusted and could refer to scripts or local files.</summary>
    /// <returns>The link, or <paramref name="content"/> without a link.</returns>
    public INode Link(string? href, INode content)
    {
        if (!Uri.TryCreate(href, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            return content;
        }

        var link = Element("a", null, content);
        link.SetAttribute("href", url.AbsoluteUri);
        link.SetAttribute("rel", "noopener noreferrer nofollow");
        return link;
    }

    /// <summary>Creates a link to an element of the report.</summary>
    public IElement Jump(string id, string text)
    {
        var link = Element("a", null, text);
        link.SetAttribute("href", "#" + id);
        return link;
    }
}
