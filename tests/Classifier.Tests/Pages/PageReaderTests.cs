using System.Text;
using Classifier.Pages;
using Xunit;

namespace Classifier.Tests.Pages;

public class PageReaderTests
{
    static PageReaderTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private const string Accented = "Café près du canal fermé à cause d’une inondation";

    public static TheoryData<string, byte[]> Hostile() =>
        new()
        {
            { "empty", [] },
            { "zeros", new byte[4096] },
            { "noise", Noise(100_000) },
            { "broken UTF-8", [.. "<p>"u8, 0xC3, 0x28, 0xFF, 0xFE, .. "</p>"u8] },
            { "half a UTF-16 character", [0xFF, 0xFE, 0x3C] },
            {
                "deep nesting",
                Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<div>", PageReader.MaxBytes / 5)))
            },
            {
                "unclosed formatting",
                Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("<b><font color=1><p>", 50_000)))
            },
            {
                "many links",
                Encoding.ASCII.GetBytes(
                    string.Concat(Enumerable.Repeat("<a href=/x>A headline of a link without end", 20_000))
                )
            },
            { "broken JSON-LD", "<script type='application/ld+json'>{\"headline\":</script><h1>"u8.ToArray() },
        };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Arbitrary_content_is_read_without_an_exception(string what, byte[] content)
    {
        foreach (var format in new PageFormat?[] { null, PageFormat.Html, PageFormat.Text })
        {
            Assert.True(PageReader.Read(content, format).Modules is not null, what);
        }
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("windows-1252", true)]
    [InlineData("windows-1252", false)]
    [InlineData("utf-16", true)]
    public void The_charset_is_read_from_the_page_or_detected(string charset, bool declared)
    {
        var encoding = Encoding.GetEncoding(charset);
        var source =
            $"<html><head>{(declared ? $"<meta charset={charset}>" : "")}<title>{Accented}</title></head><body><h1>{Accented}</h1></body></html>";
        var mark = charset == "utf-16" ? encoding.GetPreamble() : [];
        Assert.Equal(Accented, PageReader.Read((byte[])[.. mark, .. encoding.GetBytes(source)]).Headline);
    }

    [Fact]
    public void The_transport_charset_takes_precedence_over_the_page_charset()
    {
        var content = Encoding
            .GetEncoding("iso-8859-2")
            .GetBytes("<meta charset=utf-8><h1>Żółty tramwaj wraca na most</h1>");
        Assert.Equal("Żółty tramwaj wraca na most", PageReader.Read(content, charset: "iso-8859-2").Headline);
    }

    private static byte[] Noise(int length)
    {
        var noise = new byte[length];
        new Random(7).NextBytes(noise);
        return noise;
    }
}
