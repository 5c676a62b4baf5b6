using System.Text;
using Classifier.Training.Data.Checking;
using Xunit;

namespace Classifier.Training.Tests.Data.Checking;

public sealed class TextRepairTests
{
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    [Theory]
    [InlineData("Itâ€™s cafÃ© time", "It’s café time")]
    [InlineData("It\u0092s time", "It’s time")]
    [InlineData("“Itâ€™s” 東京", "“It’s” 東京")]
    public void Wrongly_decoded_text_is_repaired(string wrong, string right) =>
        Assert.Equal(right, TextRepair.RepairEncoding(wrong));

    [Theory]
    [InlineData("Plain")]
    [InlineData("It’s café time — São Paulo, Ångström, naïve")]
    [InlineData("中文 новости")]
    [InlineData("Ã")]
    [InlineData("NESCAFÉ® jars recalled after glass is found")]
    [InlineData("The CAFÉ\u00ADKULTUR of old Vienna returns")]
    [InlineData("CAFÉ» the new sign language of Lyon")]
    [InlineData("Ü² rover lands on the far side")]
    [InlineData("Stock falls 5% as ÅÄÖ bank warns")]
    public void Correct_text_is_unchanged(string text) => Assert.Equal(text, TextRepair.RepairEncoding(text));

    /// <summary>Each text contains characters whose Windows-1252 bytes are valid UTF-8 by chance.</summary>
    [Fact]
    public void Two_hundred_correct_texts_with_ambiguous_characters_are_unchanged()
    {
        var texts = ReadTexts("RightTexts.txt");
        Assert.Equal(200, texts.Count);
        Assert.All(texts, text => Assert.Equal(text, TextRepair.RepairEncoding(text)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Two_hundred_broken_texts_are_repaired(int rounds)
    {
        var texts = ReadTexts("BrokenTexts.txt");
        Assert.Equal(200, texts.Count);
        Assert.All(
            texts,
            text =>
            {
                var broken = text;
                for (var round = 0; round < rounds; round++)
                {
                    broken = Windows1252.GetString(Encoding.UTF8.GetBytes(broken));
                }

                Assert.NotEqual(text, broken);
                Assert.Equal(text, TextRepair.RepairEncoding(broken));
                Assert.Equal(text, TextRepair.RepairEncoding(text));
            }
        );
    }

    [Fact]
    public void Implausible_text_that_cannot_be_repaired_with_certainty_is_suspicious()
    {
        // “ɒ” is no more plausible than what it would replace.
        Assert.Equal("VOILÉ‘S bar", TextRepair.RepairEncoding("VOILÉ‘S bar", out var isSuspicious));
        Assert.True(isSuspicious);
        TextRepair.RepairEncoding("NESCAFÉ® jars", out isSuspicious);
        Assert.False(isSuspicious);
    }

    private static List<string> ReadTexts(string name) =>
        [
            .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "Checking", name))
                .Where(line => line.Length > 0 && line[0] != '#'),
        ];
}
