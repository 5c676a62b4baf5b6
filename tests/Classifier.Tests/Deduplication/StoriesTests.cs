using Classifier.Deduplication;
using Xunit;

namespace Classifier.Tests.Deduplication;

public sealed class StoriesTests
{
    [Fact]
    public void Headlines_that_are_worded_alike_share_a_number_in_the_order_of_their_first()
    {
        string?[] headlines =
        [
            "Central bank raises interest rates by a quarter point",
            null,
            "Storm floods the coast road near Brighton",
            "Central bank raises interest rates again by a quarter point",
            "STORM FLOODS THE COAST ROAD NEAR BRIGHTON!",
            "Museum opens a wing",
        ];

        Assert.Equal([1, 0, 2, 1, 2, 3], Stories.Number(headlines));
    }

    [Fact]
    public void Headlines_beyond_the_maximum_get_no_number()
    {
        var stories = Stories.Number([.. Enumerable.Repeat("Rates rise again", Stories.MaxHeadlines + 1)]);

        Assert.Equal((1, 0), (stories[^2], stories[^1]));
    }
}
