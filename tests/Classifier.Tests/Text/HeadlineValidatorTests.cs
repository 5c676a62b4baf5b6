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
    public void Text_is_validated(string text, HeadlineError expected) =>
        Assert.Equal(expected, HeadlineValidator.Validate(text, HeadlineValidator.MaxCharacters, out _));

    [Fact]
    public void An_unpaired_surrogate_is_invalid() =>
        Assert.Equal(
            HeadlineError.InvalidText,
            HeadlineValidator.Validate("a\uD800b", HeadlineValidator.MaxCharacters, out _)
        );

    [Fact]
    public void The_limit_counts_scalar_values_not_UTF_16_code_units()
    {
        var emoji = string.Concat(Enumerable.Repeat("😀", 1_000));
        Assert.Equal(HeadlineError.None, HeadlineValidator.Validate(emoji, 1_000, out var characters));
        Assert.Equal(1_000, characters);
        Assert.Equal(HeadlineError.TooLong, HeadlineValidator.Validate(emoji + "x", 1_000, out characters));
        Assert.Equal(1_001, characters);
    }
}
