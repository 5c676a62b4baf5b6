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
    public void A_headline_is_split_into_lower_cased_tokens(string headline, string expected)
    {
        var tokens = new TokenizedHeadline();
        Tokenizer.Tokenize(headline, tokens);
        Assert.Equal(expected, string.Join('|', tokens.Tokens.ToArray().Select(token => tokens[token].ToString())));
    }

    [Fact]
    public void Tokens_record_their_position_in_the_headline()
    {
        const string Headline = "“You won’t” &amp; I…";
        var tokens = new TokenizedHeadline();
        Tokenizer.Tokenize(Headline, tokens);
        Assert.Equal(
            ["You", "won’t", "I"],
            tokens.Tokens.ToArray().Select(token => Headline[token.OriginStart..token.OriginEnd])
        );
    }

    [Fact]
    public void Punctuation_is_counted()
    {
        var tokens = new TokenizedHeadline();
        Tokenizer.Tokenize("Really?! “Yes”: wait... what…", tokens);
        Assert.Equal(
            (1, 1, 2, 2, 1),
            (tokens.QuestionMarks, tokens.ExclamationMarks, tokens.QuotationMarks, tokens.Ellipses, tokens.Colons)
        );
    }

    [Fact]
    public void A_token_has_the_hash_of_its_characters()
    {
        var tokens = new TokenizedHeadline();
        foreach (var headline in RandomHeadlines.Generate(500))
        {
            Tokenizer.Tokenize(headline, tokens);
            foreach (var token in tokens.Tokens)
            {
                Assert.Equal(WordHash.Compute(tokens[token]), token.Hash);
            }
        }

        Assert.Equal(WordHash.Compute("27"), WordHash.Compute("31"));
    }

    [Fact]
    public void ASCII_text_has_the_same_tokens_on_the_fast_and_the_general_path()
    {
        var (ascii, general) = (new TokenizedHeadline(), new TokenizedHeadline());
        var random = new Random(11);
        foreach (
            var headline in RandomHeadlines
                .Generate(3_000)
                .Select(text => string.Concat(text.Where(char.IsAscii)))
                .Concat(Enumerable.Range(0, 3_000).Select(_ => GenerateAscii(random)))
        )
        {
            // A trailing zero-width space is removed, but forces the general path.
            Tokenizer.Tokenize(headline, ascii);
            Tokenizer.Tokenize(headline + "\u200B", general);
            var end = headline.Length;
            Assert.Equal(
                general
                    .Tokens.ToArray()
                    .Select(token => token with { Start = 0, OriginEnd = Math.Min(token.OriginEnd, end) }),
                ascii.Tokens.ToArray().Select(token => token with { Start = 0 })
            );
            Assert.Equal(
                general.Tokens.ToArray().Select(token => general[token].ToString()),
                ascii.Tokens.ToArray().Select(token => ascii[token].ToString())
            );
            Assert.Equal(
                (
                    general.QuestionMarks,
                    general.ExclamationMarks,
                    general.QuotationMarks,
                    general.Ellipses,
                    general.Colons,
                    general.AlphanumericCount,
                    general.NonLatinCount
                ),
                (
                    ascii.QuestionMarks,
                    ascii.ExclamationMarks,
                    ascii.QuotationMarks,
                    ascii.Ellipses,
                    ascii.Colons,
                    ascii.AlphanumericCount,
                    ascii.NonLatinCount
                )
            );
        }
    }

    /// <summary>Generates ASCII text with runs of letters of any length and case, digits and punctuation.</summary>
    private static string GenerateAscii(Random random)
    {
        var text = new System.Text.StringBuilder();
        for (var i = random.Next(0, 30); i > 0; i--)
        {
            _ = random.Next(6) switch
            {
                0 => text.Append((char)random.Next('A', 'Z' + 1), random.Next(1, 90)),
                1 => text.Append("'.,0$?:!- "[random.Next(10)]),
                2 => text.Append(' '),
                3 => text.Append("U.S. won't O'Neill G7 3,000 23rd a.m ... 'a' z"),
                _ => text.Append((char)random.Next('a', 'z' + 1), random.Next(1, 12)),
            };
        }

        return text.ToString();
    }
}
