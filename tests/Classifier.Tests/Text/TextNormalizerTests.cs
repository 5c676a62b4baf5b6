using System.Text;
using Classifier.Text;
using Xunit;

namespace Classifier.Tests.Text;

public class TextNormalizerTests
{
    [Theory]
    [InlineData("It’s ‘here’", "It's 'here'")]
    [InlineData("“Big” «news»", "\"Big\" \"news\"")]
    [InlineData("one–two—three", "one-two-three")]
    [InlineData("wait…", "wait...")]
    [InlineData("Ｆｕｌｌ ｗｉｄｔｈ", "Full width")]
    [InlineData("ﬁnal", "final")]
    [InlineData("cafe\u0301", "café")]
    [InlineData("zero\u200Bwidth\uFEFF", "zerowidth")]
    [InlineData("\u202Eright\u202C", "right")]
    [InlineData("Tom &amp; Jerry&#39;s &#x201C;fun&#8221;", "Tom & Jerry's \"fun\"")]
    [InlineData("AT&T; fine", "AT&T; fine")]
    [InlineData("a\tb\nc\u00A0d", "a b c d")]
    [InlineData("\u1100\u1161", "가")]
    public void Text_is_normalized(string text, string expected) => Assert.Equal(expected, Normalize(text).Text);

    [Fact]
    public void An_unpaired_surrogate_becomes_a_space() => Assert.Equal("a b", Normalize("a\uD800b").Text);

    [Theory]
    [InlineData(0xFFFE)]
    [InlineData(0xFFFF)]
    [InlineData(0xFDD0)]
    [InlineData(0x1FFFE)]
    [InlineData(0x10FFFF)]
    public void A_noncharacter_becomes_a_space(int value) =>
        Assert.Equal("a b", Normalize($"a{new Rune(value)}b").Text);

    [Fact]
    public void The_origin_of_every_character_is_recorded()
    {
        var (text, origin) = Normalize("“Hi” &amp; bye…");
        Assert.Equal("\"Hi\" & bye...", text);
        Assert.Equal(5, origin[text.IndexOf('&', StringComparison.Ordinal)]);
        Assert.Equal(11, origin[text.IndexOf("bye", StringComparison.Ordinal)]);
        Assert.Equal(15, origin[text.Length]);
    }

    [Fact]
    public void Normalized_random_text_is_in_form_NFKC()
    {
        var random = new Random(5);
        int[] ranges =
        [
            0x00A1,
            0x0250,
            0x0300,
            0x0370,
            0x0400,
            0x0900,
            0x1E00,
            0x2070,
            0x3040,
            0xAC00,
            0xFF00,
            0x1F300,
        ];
        for (var round = 0; round < 2_000; round++)
        {
            var builder = new StringBuilder();
            for (var i = 0; i < 12; i++)
            {
                var value = ranges[random.Next(ranges.Length)] + random.Next(0x60);
                if (
                    Rune.TryCreate(value, out var rune)
                    && Rune.GetUnicodeCategory(rune) is not System.Globalization.UnicodeCategory.OtherNotAssigned
                )
                {
                    builder.Append(rune);
                }
            }

            // Normalizing the result again must not change it.
            var once = Normalize(builder.ToString()).Text;
            Assert.Equal(once, once.Normalize(NormalizationForm.FormKC));
        }
    }

    [Fact]
    public void Text_that_expands_beyond_the_limit_is_truncated()
    {
        var (text, _) = Normalize(new string('\uFDFA', 2_000));
        Assert.Equal(TextNormalizer.MaxLength, text.Length);
    }

    private static (string Text, int[] Origin) Normalize(string text)
    {
        var normalized = new char[TextNormalizer.MaxLength];
        var origin = new int[TextNormalizer.MaxLength + 1];
        var length = TextNormalizer.Normalize(text, normalized, origin);
        return (new string(normalized, 0, length), origin);
    }
}
