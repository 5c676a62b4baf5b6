using System.Text;

namespace Classifier.Tests.Common;

/// <summary>Generates pages that cost far more than their size.</summary>
internal static class HostilePages
{
    /// <summary>Gets the pages by name.</summary>
    public static IReadOnlyList<(string Name, Func<string> Create)> All { get; } =
    [
        ("nested formatting elements", () => NestedElements("b", 900) + Repeat("<p>x", 2_000)),
        ("nested fonts", () => NestedElements("font", 900) + Repeat("<p>x", 2_000)),
        ("nested divs and line breaks", () => Repeat("<div>", 240) + Repeat("<br>", 1_200_000)),
        ("rows outside their table", () => "<table>" + Repeat("<tr>x", 400_000)),
        ("text outside its table", () => "<table>" + Repeat("x</b>", 800_000)),
        ("nested tables", () => Repeat("<table><tr><td>", 166_000)),
        ("nested links", () => Repeat("<a><b>", 330_000)),
        ("misnested formatting", () => Repeat("<a><i><p></a>", 150_000)),
        (
            "lists with headings",
            () => Repeat("<section><h2>Heading</h2><ul><li><a href=/x>A headline here</a></ul></section>", 9_000)
        ),
        ("100,000 links", () => Repeat("<a href=/x>A headline of some length here</a>", 100_000)),
        ("attributes", () => "<p " + string.Concat(Enumerable.Range(0, 400_000).Select(i => $"a{i}=1 ")) + ">x"),
        ("options in selects", () => "<select>" + Repeat("<option><b>", 300_000)),
        ("unclosed templates", () => Repeat("<template><div>", 200_000)),
        ("foreign content", () => Repeat("<svg><desc><math><mi>", 150_000)),
        ("framesets", () => Repeat("<frameset><frame>", 200_000)),
        ("character references", () => Repeat("&notit;", 600_000)),
        ("nested lists", () => Repeat("<ul><li>", 250_000)),
        ("nested definitions", () => Repeat("<dl><dt>x<dd>", 150_000)),
        ("nested sections with headings", () => Repeat("<section><h2>Heading</h2>", 60_000)),
        ("forms in forms", () => Repeat("<form><div>", 200_000)),
        ("buttons in buttons", () => Repeat("<button><b>", 200_000)),
        ("lines that do not break", () => Repeat("<nobr>", 300_000)),
        ("headings that close each other", () => Repeat("<h1><h2>", 250_000)),
        ("misnested tables", () => Repeat("<table><b><tr><i><td><u></table>", 80_000)),
        ("captions and columns", () => Repeat("<table><caption><colgroup><col>", 80_000)),
        ("unclosed comments", () => Repeat("<!-- -", 600_000)),
        ("malformed declarations", () => Repeat("<?x>", 900_000)),
        ("character data in graphics", () => "<svg>" + Repeat("<![CDATA[x]]>", 300_000)),
        ("scripts within comments", () => Repeat("<script><!--<script>", 200_000)),
        ("a long attribute", () => "<a href=\"" + Repeat("x&", 2_000_000)),
        (
            "long addresses",
            () => Repeat("<a href='/" + new string('a', 400_000) + "'>A headline of some length</a>", 10)
        ),
        ("a long name", () => "<" + Repeat("a", 4_000_000)),
        ("numeric references", () => Repeat("&#x1F600;", 500_000)),
        ("quotations in quotations", () => Repeat("<blockquote><p>x", 200_000)),
        ("headlines within lists", () => Repeat("<ul><li><h3><a href=/x>A headline of some length</a></h3>", 60_000)),
        ("a long word", () => Repeat("w", 5_000_000)),
        ("a long sentence", () => Repeat("rates rise again ", 290_000)),
        ("many lines of text", () => Repeat("Council approves the budget for next year\n", 110_000)),
        ("many classes", () => Repeat("<div class='" + Repeat("a b-c ", 1_500) + "'>x</div>", 500)),
        ("nested metadata", () => "<script type=application/ld+json>" + Repeat("[{\"a\":", 600_000)),
        ("many titles", () => Repeat("<meta property=og:title content=x><title>x</title>", 90_000)),
    ];

    /// <summary>Nests elements with different attributes, which the parser has to tell apart.</summary>
    public static string NestedElements(string tag, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"<{tag} id={i}>"));

    public static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
}
