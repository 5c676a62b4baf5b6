using System.Text;
using Classifier.Pages;
using Xunit;

namespace Classifier.Tests.Pages;

public sealed class ContentDecoderTests
{
    static ContentDecoderTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("iso-8859-15")]
    [InlineData("us-ascii")]
    [InlineData("windows-1251")]
    [InlineData("utf-8")]
    [InlineData("no-such-charset")]
    [InlineData(null)]
    public void Valid_UTF_8_overrules_the_declared_charset(string? charset) =>
        Assert.Equal("Grüße aus Łódź", ContentDecoder.Decode("Grüße aus Łódź"u8, charset));

    [Theory]
    [InlineData("windows-1251", "Мельница снова работает")]
    [InlineData("shift_jis", "水車が再び動き出した")]
    [InlineData("gb18030", "水车又转起来了")]
    [InlineData("iso-2022-jp", "水車が再び動き出した")]
    public void Content_that_is_not_UTF_8_is_decoded_as_declared(string charset, string text) =>
        Assert.Equal(text, ContentDecoder.Decode(Encoding.GetEncoding(charset).GetBytes(text), charset));

    [Theory]
    [InlineData("us-ascii")]
    [InlineData("iso-8859-1")]
    [InlineData("utf-8")]
    [InlineData(null)]
    public void Other_content_is_windows_1252(string? charset) =>
        Assert.Equal("déjà – “vu”", ContentDecoder.Decode(Encoding.GetEncoding(1252).GetBytes("déjà – “vu”"), charset));

    [Theory]
    [InlineData("utf-8")]
    [InlineData("iso-8859-1")]
    public void A_few_invalid_bytes_do_not_change_the_rest_of_UTF_8_content(string charset)
    {
        byte[] content = [.. "Das Mühlrad dreht sich. Schön für Köln und Düren: "u8, 0x93, .. "so"u8, 0x94];

        Assert.Equal("Das Mühlrad dreht sich. Schön für Köln und Düren: “so”", ContentDecoder.Decode(content, charset));
    }

    [Fact]
    public void One_invalid_byte_does_not_change_content_with_one_other_accented_letter()
    {
        byte[] content = [.. "The mill’s wheel, the baker"u8, 0x92, .. "s bread"u8];

        Assert.Equal("The mill’s wheel, the baker’s bread", ContentDecoder.Decode(content, "utf-8"));
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("UTF-7")]
    [InlineData("unicode-1-1-utf-7")]
    [InlineData("utf-32")]
    [InlineData("utf-32be")]
    public void Unsupported_charsets_are_rejected_by_name(string charset)
    {
        var exception = Assert.Throws<PageException>(() => ContentDecoder.Decode("<p>text</p>"u8, charset));

        Assert.Equal(PageError.UnsupportedCharset, exception.Error);
        Assert.Contains(charset, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void UTF_32_is_rejected_with_and_without_a_byte_order_mark(bool bigEndian, bool mark)
    {
        var encoding = new UTF32Encoding(bigEndian, mark);
        byte[] content = [.. encoding.Preamble, .. encoding.GetBytes("<p>The mill turns again</p>")];

        Assert.Throws<PageException>(() => ContentDecoder.Decode(content, null));
    }

    [Fact]
    public void Noncharacters_are_removed() =>
        Assert.Equal("The mill", ContentDecoder.Decode(Encoding.UTF8.GetBytes("The\uFFFE m\uFDD0ill"), "utf-8"));
}
