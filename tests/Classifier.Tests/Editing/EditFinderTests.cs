using Classifier.Editing;
using Xunit;

namespace Classifier.Tests.Editing;

public sealed class EditFinderTests
{
    [Theory]
    [InlineData("Minister slams plan for schools", "Minister criticises plan for schools")]
    [InlineData("Minister Slams Plan For Schools", "Minister Criticises Plan For Schools")]
    [InlineData("MINISTER SLAMS PLAN FOR SCHOOLS", "MINISTER CRITICISES PLAN FOR SCHOOLS")]
    [InlineData("Slammed by critics, the show goes on", "Criticised by critics, the show goes on")]
    [InlineData("You won’t believe what the goalkeeper did", "What the goalkeeper did")]
    [InlineData("Here's why rates rise again", "Why rates rise again")]
    [InlineData("An amazing rescue off the coast", "A rescue off the coast")]
    [InlineData("An absolutely adorable photo", "An adorable photo")]
    [InlineData("Mom Makes A Terrifying Entry", "Mom Makes An Entry")]
    [InlineData("Rates rise again, here's why", "Rates rise again")]
    [InlineData("The band splits, and fans are furious!", "The band splits")]
    [InlineData("Who won the final? And you won't believe why", "Who won the final?")]
    [InlineData("Rovers win the cup!!!", "Rovers win the cup")]
    [InlineData("WATCH: Rovers win the cup in the rain", "Rovers win the cup in the rain")]
    [InlineData("Rovers win the cup – what a night", "Rovers win the cup")]
    [InlineData("They literally sold everything", "They sold everything")]
    public void An_edit_leaves_a_headline_that_reads_well(string headline, string expected) =>
        Assert.Contains(expected, Find(headline));

    [Theory]
    [InlineData("The minister’s report “slams” schools")]
    [InlineData("Critics: 'This amazing film' wins")]
    [InlineData("The result is shocking")]
    [InlineData("The result is shocking fans")]
    [InlineData("City stunning United")]
    [InlineData("The most amazing rescue")]
    [InlineData("An absolutely")]
    [InlineData("You must have gifts for them")]
    [InlineData("It was amazing and shocking")]
    [InlineData("Watch")]
    [InlineData("Heres why")]
    [InlineData("Rates rise to 3.5 percent")]
    [InlineData("Storm closes A-road near the coast")]
    [InlineData("The budget: what it means for you")]
    public void Words_that_a_sentence_needs_and_quotations_are_kept(string headline) => Assert.Empty(Find(headline));

    private static IEnumerable<string> Find(string headline) =>
        EditFinder.Find(new EditableHeadline(headline), headline).Select(edit => edit.Apply(headline));
}
