using Classifier.Deduplication;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Tests.Deduplication;

public sealed class NearDuplicatesTests
{
    [Theory]
    [InlineData("Storm floods the coast road near Whitby", "STORM floods the coast road near “Whitby”!")]
    [InlineData(
        "Storm floods the coast road near Whitby, two rescued",
        "Storm floods coast road near Whitby, two rescued"
    )]
    [InlineData(
        "Ministers agree on a plan to rebuild the harbour after the storm",
        "Ministers agree on a plan to rebuild the harbour after the storm - Herald"
    )]
    public void Small_differences_make_a_near_duplicate(string first, string second) =>
        Assert.Equal([0, 1, 0], NearDuplicates.Group([first, "Bakers strike for longer nights", second]));

    [Theory]
    [InlineData("Storm floods the coast road near Whitby", "Storm closes the hill school near Leeds")]
    [InlineData("Rain", "Snow")]
    [InlineData("Rain", "")]
    public void Different_headlines_are_not_grouped(string first, string second) =>
        Assert.Equal([0, 1], NearDuplicates.Group([first, second]));

    [Fact]
    public void Headlines_without_words_are_grouped() => Assert.Equal([0, 0], NearDuplicates.Group(["…", ""]));

    [Fact]
    public void A_lower_similarity_groups_more_headlines()
    {
        string[] headlines =
        [
            "Mayor opens the new bridge over the river Wharfe",
            "Mayor opens the old bridge over the river Wharfe",
        ];
        Assert.Equal([0, 1], NearDuplicates.Group(headlines));
        Assert.Equal([0, 0], NearDuplicates.Group(headlines, 0.65));
    }

    [Fact]
    public void A_chain_of_near_duplicates_is_one_group()
    {
        var text = "The council of the old harbour town votes for a second time on the plan to move the market";
        var chain = Enumerable.Range(0, 6).Select(i => text.Remove(0, i * 5)).ToList();
        Assert.All(NearDuplicates.Group(chain), group => Assert.Equal(0, group));
    }

    /// <summary>Banding is probabilistic; with the chosen parameters it may miss only a few pairs.</summary>
    [Fact]
    public void Nearly_all_pairs_are_found()
    {
        string[] words =
        [
            .. OwnHeadlines.All.SelectMany(row => row.Text.Split(' ')).Distinct().Order(StringComparer.Ordinal),
        ];
        var random = new Random(1);
        var headlines = Enumerable.Range(0, 2_000).Select(_ => string.Join(' ', random.GetItems(words, 12))).ToList();
        var groups = NearDuplicates.Group([.. headlines, .. headlines.Select(headline => headline + " today")]);
        Assert.InRange(Enumerable.Range(0, 2_000).Count(i => groups[2_000 + i] == i), 1_990, 2_000);
        Assert.Equal(Enumerable.Range(0, 2_000), groups.Take(2_000));
    }
}
