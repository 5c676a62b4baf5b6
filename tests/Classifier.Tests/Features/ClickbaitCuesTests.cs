using Classifier.Features;
using Classifier.Text;
using Xunit;

namespace Classifier.Tests.Features;

public class ClickbaitCuesTests
{
    private static readonly Vocabulary Lexicon = new(null);

    [Theory]
    [InlineData("You wont believe what happened", "won't believe", true)]
    [InlineData("Pope believes in miracles", "won't believe", false)]
    [InlineData("Here's why the lake turned pink", "here's why", true)]
    [InlineData("This trick will save you hours", "forward reference", true)]
    [InlineData("Storms expected this week", "forward reference", false)]
    [InlineData("23 things only nurses know", "list lead", true)]
    [InlineData("23 miners rescued after collapse", "list lead", false)]
    [InlineData("23 miners rescued after collapse", "number lead", true)]
    [InlineData("She opened the box and cried", "unnamed subject", true)]
    [InlineData("Can you solve it?", "question", true)]
    [InlineData("And then it fell...", "ellipsis", true)]
    [InlineData("We won! say finalists", "exclamation", true)]
    [InlineData("What happened next shocked us", "what happens next", true)]
    [InlineData("Minister says budget will pass", "attribution", true)]
    [InlineData("Police arrested two men", "news verb", true)]
    public void A_cue_is_detected(string text, string cue, bool expected)
    {
        var headline = new TokenizedHeadline();
        var cues = new float[ClickbaitCues.Count];
        Compute(text, headline, cues);
        Assert.Equal(expected, cues[ClickbaitCues.Names.ToList().IndexOf(cue)] > 0);
    }

    [Fact]
    public void Names_are_distinct_and_values_stay_between_zero_and_one()
    {
        Assert.Equal(ClickbaitCues.Count, ClickbaitCues.Names.Distinct().Count());
        var headline = new TokenizedHeadline();
        var cues = new float[ClickbaitCues.Count];
        foreach (
            var text in new[]
            {
                "",
                "!!!",
                "YOU YOU YOU you you",
                string.Concat(Enumerable.Repeat("amazing best ", 60)),
                "a\u0301",
            }
        )
        {
            Compute(text, headline, cues);
            Assert.All(cues, value => Assert.InRange(value, 0f, 1f));
        }
    }

    private static void Compute(string text, TokenizedHeadline headline, float[] cues)
    {
        var words = new HeadlineWords();
        Tokenizer.Tokenize(text, headline);
        Lexicon.LookUp(headline, words);
        ClickbaitCues.Compute(headline, words, cues);
    }
}
