using Classifier.Deduplication;
using Classifier.Text;
using Xunit;

namespace Classifier.Tests.Deduplication;

public class HeadlineKeyTests
{
    [Theory]
    [InlineData("You won't believe it", "YOU WON’T BELIEVE IT!", true)]
    [InlineData("You won't believe it", "You wont believe it...", true)]
    [InlineData("Rain, snow & hail", "rain – snow &amp; hail?", true)]
    [InlineData("Prices rise 5%", "Prices rise 5", true)]
    [InlineData("Dog bites man", "Man bites dog", false)]
    [InlineData("Ten dead", "Eleven dead", false)]
    [InlineData("ab c", "a bc", false)]
    public void Headlines_with_the_same_words_in_the_same_order_have_the_same_key(string a, string b, bool expected)
    {
        var workspace = new TokenizedHeadline();
        Assert.Equal(expected, HeadlineKey.Compute(a, workspace) == HeadlineKey.Compute(b, workspace));
    }

    [Fact]
    public void Partitions_have_about_equal_size()
    {
        var workspace = new TokenizedHeadline();
        var partitions = Enumerable
            .Range(0, 5_000)
            .GroupBy(i => HeadlineKey.GetPartition(HeadlineKey.Compute($"Headline number {i}", workspace)))
            .ToList();
        Assert.Equal(10, partitions.Count);
        Assert.All(partitions, partition => Assert.InRange(partition.Count(), 400, 600));
        Assert.All(partitions, partition => Assert.InRange(partition.Key, 0, 9));
    }
}
