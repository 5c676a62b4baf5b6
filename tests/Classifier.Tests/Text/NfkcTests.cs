using System.Text;
using Classifier.Text;
using Xunit;

namespace Classifier.Tests.Text;

/// <summary>Compares the normalization with that of the framework.</summary>
public class NfkcTests
{
    private static readonly Rune[] Runes =
    [
        .. Enumerable
            .Range(0, 0x110000)
            .Where(c => Rune.IsValid(c) && (c & 0xFFFE) != 0xFFFE && c is not (>= 0xFDD0 and <= 0xFDEF))
            .Select(c => new Rune(c)),
    ];

    [Fact]
    public void Every_character_is_normalized_as_by_the_framework()
    {
        SkipWithoutIcu();
        foreach (var rune in Runes)
        {
            AssertSame(rune.ToString());
        }
    }

    [Fact]
    public void Sequences_are_normalized_as_by_the_framework()
    {
        SkipWithoutIcu();
        var random = new Random(1);
        var marks = Runes
            .Where(rune => Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark)
            .ToArray();
        var bases = Runes
            .Where(rune => rune.Value is < 0x2000 or >= 0xA960 and < 0xD800 && Rune.IsLetter(rune))
            .ToArray();
        for (var i = 0; i < 100_000; i++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(1, 7); length > 0; length--)
            {
                var runes = random.Next(3) == 0 ? bases : marks;
                text.Append(runes[random.Next(runes.Length)].ToString());
            }

            AssertSame(text.ToString());
        }
    }

    [Theory]
    [InlineData("e\u0301", "é")]
    [InlineData("ﬁnance", "finance")]
    [InlineData("\u1112\u1161\u11ab", "한")]
    [InlineData("①", "1")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    public void Known_forms_are_right(string text, string expected) => Assert.Equal(expected, Normalize(text));

    private static void SkipWithoutIcu() =>
        Assert.SkipWhen("①".Normalize(NormalizationForm.FormKC) != "1", "The framework does not normalize here.");

    private static void AssertSame(string text)
    {
        var expected = text.Normalize(NormalizationForm.FormKC);
        var actual = Normalize(text);
        if (actual != expected)
        {
            Assert.Fail($"{Escape(text)}: expected {Escape(expected)}, got {Escape(actual)}.");
        }
    }

    private static string Normalize(string text)
    {
        Span<char> normalized = stackalloc char[text.Length * Nfkc.MaxExpansion];
        return normalized[..Nfkc.Normalize(text, normalized)].ToString();
    }

    private static string Escape(string text) =>
        string.Join(' ', text.EnumerateRunes().Select(rune => $"{rune.Value:X4}"));
}
