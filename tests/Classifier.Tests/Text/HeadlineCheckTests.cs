using Classifier.Text;
using Xunit;

namespace Classifier.Tests.Text;

public class HeadlineCheckTests
{
    [Theory]
    [InlineData("A plain headline", HeadlineDefect.None)]
    [InlineData("", HeadlineDefect.Empty)]
    [InlineData(" \t\r\n\u00A0", HeadlineDefect.Empty)]
    [InlineData("\u200B\u200D\u202E\uFEFF", HeadlineDefect.Empty)]
    [InlineData("a\0b", HeadlineDefect.NotText)]
    [InlineData("a\u001Bb", HeadlineDefect.NotText)]
    [InlineData("line\nbreak", HeadlineDefect.None)]
    [InlineData("👍", HeadlineDefect.None)]
    [InlineData("मौसम", HeadlineDefect.None)]
    public void A_text_is_a_headline_or_not(string text, HeadlineDefect expected) =>
        Assert.Equal(expected, HeadlineCheck.Check(text, HeadlineCheck.MaxCharacters, out _));

    [Fact]
    public void A_lone_surrogate_is_not_text() =>
        Assert.Equal(HeadlineDefect.NotText, HeadlineCheck.Check("a\uD800b", HeadlineCheck.MaxCharacters, out _));

    [Fact]
    public void Characters_are_counted_not_code_units()
    {
        var emoji = string.Concat(Enumerable.Repeat("😀", 1_000));
        Assert.Equal(HeadlineDefect.None, HeadlineCheck.Check(emoji, 1_000, out var characters));
        Assert.Equal(1_000, characters);
        Assert.Equal(HeadlineDefect.TooLong, HeadlineCheck.Check(emoji + "x", 1_000, out characters));
        Assert.Equal(1_001, characters);
    }
}
