using Classifier.Text;
using Xunit;

namespace Classifier.Tests.Text;

public sealed class PlainTextTests
{
    [Fact]
    public void Bidirectional_controls_are_escaped_on_terminals() =>
        Assert.Equal("a\\u202Eb\\u2066c d", PlainText.ForTerminal("a\u202Eb\u2066c\nd"));
}
