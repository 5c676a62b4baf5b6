using Xunit;

namespace Classifier.Cli.Tests.Documents;

public sealed class DocumentOutputTests
{
    [Theory]
    [InlineData("a 5% b", "a  5%\n b\n")]
    [InlineData("""{ "score": 0.985005 }""", """{"score":0.9850051}""")]
    [InlineData("first\n…\nlast", "first\nsecond\nthird\nlast\n")]
    [InlineData("read 3 files in 20 ms", "read 3 files in 1.5 s")]
    [InlineData("────\na", "──────────\na")]
    public void Spaces_times_and_late_decimals_do_not_count(string shown, string written) =>
        Assert.True(DocumentOutput.Matches(shown, written));

    [Theory]
    [InlineData("a 5% b", "a 6% b")]
    [InlineData("""{"score": 0.98}""", """{"score": 0.97}""")]
    [InlineData("first", "first\nsecond")]
    [InlineData("first\n…\nlast", "first\nsecond")]
    public void Words_and_figures_count(string shown, string written) =>
        Assert.False(DocumentOutput.Matches(shown, written));
}
