using Classifier.Training.Data.Checking;
using Xunit;

namespace Classifier.Training.Tests.Data.Checking;

public sealed class TextRepairTests
{
    [Theory]
    [InlineData("Itâ€™s cafÃ© time", "It’s café time")]
    [InlineData("It\u0092s time", "It’s time")]
    public void Wrongly_decoded_text_is_repaired(string wrong, string right) =>
        Assert.Equal(right, TextRepair.RepairEncoding(wrong));

    [Theory]
    [InlineData("Plain")]
    [InlineData("It’s café time — São Paulo, Ångström, naïve")]
    [InlineData("中文 новости")]
    [InlineData("Ã")]
    public void Correct_text_is_unchanged(string text) => Assert.Equal(text, TextRepair.RepairEncoding(text));
}
