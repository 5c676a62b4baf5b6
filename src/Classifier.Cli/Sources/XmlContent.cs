using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Classifier.Pages;

namespace Classifier.Cli.Sources;

/// <summary>Parses feeds and sitemaps leniently, as browsers and feed readers do.</summary>
internal static partial class XmlContent
{
    private const int PrologLength = 200;

    /// <summary>The maximum depth of elements. Feeds have less than ten levels, apart from markup in their texts.</summary>
    private const int MaxDepth = 256;

    /// <summary>Parses XML and returns its root element.</summary>
    /// <param name="content">The content.</param>
    /// <param name="charset">The charset declared by the transport; null to use that of the XML prolog.</param>
    /// <exception cref="PageReadException">The content cannot be parsed, not even in part.</exception>
    public static XElement Parse(ReadOnlyMemory<byte> content, string? charset)
    {
        var prolog = Encoding.Latin1.GetString(content.Span[..Math.Min(content.Length, PrologLength)]);
        var text = ContentDecoder.Decode(content.Span, charset ?? Declaration().Match(prolog).Groups[1].Value);
        try
        {
            var repaired = XmlMarkup.Repair(text);
            CheckDepth(repaired);
            using var reader = Open(repaired);
            return XElement.Load(reader);
        }
        catch (XmlException exception)
        {
            return XmlEntries.Read(text)
                ?? throw new PageReadException($"the XML cannot be parsed: {exception.Message}", exception);
        }
    }

    private static XmlReader Open(string xml) =>
        XmlReader.Create(
            new StringReader(xml),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }
        );

    // The time to load a document grows with the square of its depth.
    private static void CheckDepth(string xml)
    {
        using var reader = Open(xml);
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth)
            {
                throw new XmlException($"the elements are nested more than {MaxDepth} levels deep.");
            }
        }
    }

    /// <summary>Returns the text of the first child element with a local name, with white space collapsed; null if it is missing
    /// or empty. Children in the namespace of the parent take precedence, because other namespaces reuse names such as title.</summary>
    public static string? Text(this XElement parent, string name)
    {
        var value = parent.Child(name)?.Value;
        return string.IsNullOrWhiteSpace(value)
            ? null
            : string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Returns the first child element with a local name; null if there is none.</summary>
    public static XElement? Child(this XElement parent, string name) =>
        parent.Element(parent.Name.Namespace + name) ?? parent.Children(name).FirstOrDefault();

    /// <summary>Returns the child elements with a local name in any namespace.</summary>
    public static IEnumerable<XElement> Children(this XElement parent, string name) =>
        parent.Elements().Where(element => element.IsNamed(name));

    /// <summary>Determines whether the local name of an element is one of the specified names. Case is ignored, because some feeds
    /// are written by hand.</summary>
    public static bool IsNamed(this XElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex("""<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""")]
    private static partial Regex Declaration();
}
