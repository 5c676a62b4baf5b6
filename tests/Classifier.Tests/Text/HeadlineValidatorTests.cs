using Classifier.Text;
using Xunit;

namespace Classifier.Tests.Text;

public class HeadlineValidatorTests
{
    [Theory]
    [InlineData("A plain headline", HeadlineError.None)]
    [InlineData("", HeadlineError.Empty)]
    [InlineData(" \t\r\n\u00A0", HeadlineError.Empty)]
    [InlineData("\u200B\u200D\u202E\uFEFF", HeadlineError.Empty)]
    [InlineData("a\0b", HeadlineError.InvalidText)]
    [InlineData("a\u001Bb", HeadlineError.InvalidText)]
    [InlineData("line\nbreak", HeadlineError.None)]
    [InlineData("👍", HeadlineError.None)]
    [InlineData("मौसम", HeadlineError.None)]
    public void A_text_is_a_headline_or_not(string text, HeadlineError expected) =>
        Assert.Equal(expected, HeadlineValidator.Validate(text, HeadlineValidator.MaxCharacters, out _));

    [Fact]
    public void A_lone_surrogate_is_not_text() =>
        Assert.Equal(
            HeadlineError.InvalidText,
            HeadlineValidator.Validate("a\uD800b", HeadlineValidator.MaxCharacters, out _)
        );

    [Fact]
    public void Characters_are_counted_not_code_units()
    {
        var emoji = string.Concat(Enumerable.Repeat("😀", 1_000));
        Assert.Equal(HeadlineError.None, HeadlineValidator.Validate(emoji, 1_000, out var characters));
        Assert.Equal(1_000, characters);
        Assert.Equal(HeadlineError.TooLong, HeadlineValidator.Validate(emoji + "x", 1_000, out characters));
        Assert.Equal(1_001, characters);
    }
}
