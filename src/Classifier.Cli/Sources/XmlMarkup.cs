using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Classifier.Cli.Sources;

/// <summary>Repairs the faults of real feeds and sitemaps that make them ill-formed XML: unescaped ampersands, HTML entities,
/// invalid characters, content before the prolog and after the root, and undeclared prefixes. Prolog, document type, comments, and
/// processing instructions are removed; entities that a document type defines are therefore never expanded.</summary>
internal static partial class XmlMarkup
{
    private const int MaxEntityLength = 32;

    /// <summary>Returns repaired markup. The result may still be ill-formed.</summary>
    public static string Repair(string xml) => DeclarePrefixes(TrimEnd(Escape(xml)));

    /// <summary>Decodes character and entity references, including those of HTML.</summary>
    public static string DecodeReferences(string text) => WebUtility.HtmlDecode(text);

    private static string Escape(string xml)
    {
        var repaired = new StringBuilder(xml.Length);
        // Some servers print a warning before the document.
        var prolog = Find(xml, "<?xml", 0);
        var start = prolog >= 0 ? prolog : Find(xml, "<", 0);
        for (var at = Math.Max(0, start); at < xml.Length; )
        {
            at =
                xml[at] == '<' ? CopyTag(xml, at, repaired)
                : xml[at] == '&' ? CopyReference(xml, at, repaired)
                : CopyCharacter(xml, at, repaired);
        }

        return repaired.ToString();
    }

    private static int CopyTag(string xml, int at, StringBuilder repaired)
    {
        var rest = xml.AsSpan(at);
        if (rest.StartsWith("<![CDATA[", StringComparison.Ordinal) && Find(xml, "]]>", at) is var end and >= 0)
        {
            repaired.Append("<![CDATA[");
            for (var i = at + "<![CDATA[".Length; i < end; )
            {
                i = CopyCharacter(xml, i, repaired);
            }

            repaired.Append("]]>");
            return end + 3;
        }

        if (rest.StartsWith("<!--", StringComparison.Ordinal))
        {
            return Find(xml, "-->", at) is var close and >= 0 ? close + 3 : xml.Length;
        }

        if (rest.StartsWith("<?", StringComparison.Ordinal))
        {
            return Find(xml, "?>", at) is var close and >= 0 ? close + 2 : xml.Length;
        }

        if (rest.StartsWith("<!", StringComparison.Ordinal))
        {
            return SkipDeclaration(xml, at);
        }

        var isTag = rest.Length > 1 && (rest[1] is '/' or '_' || char.IsLetter(rest[1]));
        repaired.Append(isTag ? "<" : "&lt;");
        return at + 1;
    }

    // Skips <!DOCTYPE name [ … ]>.
    private static int SkipDeclaration(string xml, int at)
    {
        var end = Find(xml, ">", at);
        var subset = Find(xml, "[", at);
        if (subset >= 0 && subset < end && Find(xml, "]", subset) is var close and >= 0)
        {
            end = Find(xml, ">", close);
        }

        return end < 0 ? xml.Length : end + 1;
    }

    private static int CopyReference(string xml, int at, StringBuilder repaired)
    {
        var window = xml.AsSpan(at, Math.Min(MaxEntityLength, xml.Length - at));
        var length = window.IndexOf(';') + 1;
        var reference = length > 0 ? window[..length].ToString() : "";
        var decoded = Reference().IsMatch(reference) ? WebUtility.HtmlDecode(reference) : reference;
        if (length == 0 || decoded == reference)
        {
            if (!reference.StartsWith("&#", StringComparison.Ordinal) && reference != "&apos;")
            {
                repaired.Append("&amp;");
                return at + 1;
            }

            decoded = reference == "&apos;" ? "'" : "";
        }

        for (var i = 0; i < decoded.Length; )
        {
            if (decoded[i] is '<' or '>' or '&' or '"')
            {
                repaired.Append(CultureInfo.InvariantCulture, $"&#{(int)decoded[i]};");
                i++;
            }
            else
            {
                i = CopyCharacter(decoded, i, repaired);
            }
        }

        return at + length;
    }

    private static int CopyCharacter(string xml, int at, StringBuilder repaired)
    {
        if (at + 1 < xml.Length && char.IsSurrogatePair(xml[at], xml[at + 1]))
        {
            repaired.Append(xml, at, 2);
            return at + 2;
        }

        if (XmlConvert.IsXmlChar(xml[at]))
        {
            repaired.Append(xml[at]);
        }

        return at + 1;
    }

    private static string TrimEnd(string xml)
    {
        var root = StartTag().Match(xml);
        if (!root.Success)
        {
            return xml;
        }

        var end = xml.LastIndexOf($"</{root.Groups[1].Value}", StringComparison.OrdinalIgnoreCase);
        var close = end < 0 ? -1 : Find(xml, ">", end);
        return close < 0 ? xml : xml[..(close + 1)];
    }

    private static string DeclarePrefixes(string xml)
    {
        var root = StartTag().Match(xml);
        if (!root.Success)
        {
            return xml;
        }

        var declared = Declaration()
            .Matches(xml)
            .Select(match => match.Groups[1].Value)
            .ToHashSet(StringComparer.Ordinal);
        var missing = Prefix()
            .Matches(xml)
            .Select(match => match.Groups[1].Value)
            .Where(prefix => prefix is not ("xml" or "xmlns") && !declared.Contains(prefix))
            .Distinct(StringComparer.Ordinal);
        var declarations = string.Concat(missing.Select(prefix => $" xmlns:{prefix}=\"urn:{prefix}\""));
        return xml.Insert(root.Groups[1].Index + root.Groups[1].Length, declarations);
    }

    private static int Find(string xml, string text, int from) => xml.IndexOf(text, from, StringComparison.Ordinal);

    [GeneratedRegex("^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);$")]
    private static partial Regex Reference();

    [GeneratedRegex(@"<([A-Za-z_][\w:.-]*)")]
    private static partial Regex StartTag();

    [GeneratedRegex(@"\sxmlns:([\w.-]+)\s*=")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?:</?|\s)([A-Za-z_][\w.-]*):[A-Za-z_][\w.-]*(?=[\s/>]|\s*=\s*[""'])")]
    private static partial Regex Prefix();
}
