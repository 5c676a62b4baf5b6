using System.Text;
using Classifier.Cli.Output;
using Xunit;

namespace Classifier.Cli.Tests.Output;

public sealed class DelimitedWriterTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"x\")", "\"'=HYPERLINK(\"\"x\"\")\"")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM", "'@SUM")]
    [InlineData("Flour = bread", "Flour = bread")]
    [InlineData("", "")]
    public void Formulas_are_written_as_text_on_request(string cell, string expected)
    {
        Assert.Equal(expected + ",x\n", Write(cell, spreadsheetSafe: true));
        Assert.Equal(expected.Replace("'", "", StringComparison.Ordinal) + ",x\n", Write(cell, spreadsheetSafe: false));
    }

    private static string Write(string cell, bool spreadsheetSafe)
    {
        using var stream = new MemoryStream();
        using (var writer = new DelimitedWriter(stream, tabs: false, spreadsheetSafe))
        {
            writer.Write([cell, "x"]);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
