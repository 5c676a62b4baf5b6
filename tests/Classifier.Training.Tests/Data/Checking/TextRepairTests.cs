using Classifier.Training.Data.Checking;
using Xunit;

namespace Classifier.Training.Tests.Data.Checking;

public sealed class TextRepairTests
{
    [Theory]
    [InlineData("Itâ€™s cafÃ© time", "It’s café time")]
    [InlineData("It\u0092s time", "It’s time")]
    public void What_was_decoded_wrongly_is_mended(string wrong, string right) =>
        Assert.Equal(right, TextRepair.MendEncoding(wrong));

    [Theory]
    [InlineData("Plain")]
    [InlineData("It’s café time — São Paulo, Ångström, naïve")]
    [InlineData("中文 новости")]
    [InlineData("Ã")]
    public void What_is_right_stays(string text) => Assert.Equal(text, TextRepair.MendEncoding(text));
}
