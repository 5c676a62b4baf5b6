using Classifier.Text;
using Xunit;

namespace Classifier.Tests.Text;

public class TokenizerTests
{
    [Theory]
    [InlineData("You WON’T believe it!", "you|wont|believe|it")]
    [InlineData("U.S. says: 32,000 jobs, 3.5% more", "u.s.|says|32,000|jobs|3.5|%|more")]
    [InlineData("The 23rd first-ever G7", "the|23rd|first|ever|g7")]
    [InlineData("'Quoted' O'Neill's", "quoted|oneills")]
    [InlineData("$5m for नमस्ते", "$|5m|for|नमस्ते")]
    [InlineData(" …!? ", "")]
    public void A_headline_is_cut_into_lower_cased_tokens(string headline, string expected)
    {
        var tokens = new TokenizedHeadline();
        Tokenizer.Tokenize(headline, tokens);
        Assert.Equal(expected, string.Join('|', tokens.Tokens.ToArray().Select(token => tokens[token].ToString())));
    }

    [Fact]
    public void Tokens_know_where_they_stand_in_the_headline()
    {
        const string Headline = "“You won’t” &amp; I…";
        var tokens = new TokenizedHeadline();
        Tokenizer.Tokenize(Headline, tokens);
        Assert.Equal(["You", "won’t", "I"], tokens.Tokens.ToArray().Select(token => Headline[token.OriginStart..token.OriginEnd]));
    }

    [Fact]
    public void Punctuation_is_counted()
    {
        var tokens = new TokenizedHeadline();
        Tokenizer.Tokenize("Really?! “Yes”: wait... what…", tokens);
        Assert.Equal((1, 1, 2, 2, 1),
            (tokens.Questions, tokens.Exclamations, tokens.Quotes, tokens.Ellipses, tokens.Colons));
    }
}
