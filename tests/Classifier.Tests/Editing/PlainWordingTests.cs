using Classifier.Editing;
using Classifier.Text;
using Xunit;

namespace Classifier.Tests.Editing;

public sealed class PlainWordingTests
{
    [Fact]
    public void Phrases_are_written_as_the_tokenizer_reads_them()
    {
        var tokens = new TokenizedHeadline();
        foreach (var phrase in PlainWording.All)
        {
            Tokenizer.Tokenize(string.Join(' ', phrase.Words), tokens);
            Assert.Equal(phrase.Words, tokens.Tokens.ToArray().Select(token => tokens[token].ToString()));
        }
    }

    [Fact]
    public void A_phrase_has_one_plain_wording_which_is_none_of_the_phrases()
    {
        var words = PlainWording.All.Where(phrase => phrase.Kind == PhraseKind.Word).ToArray();
        var texts = words.Select(phrase => string.Join(' ', phrase.Words)).ToHashSet();

        Assert.Equal(words.Length, texts.Count);
        Assert.All(words, phrase => Assert.NotEmpty(phrase.Plain));
        Assert.DoesNotContain(PlainWording.All, phrase => texts.Contains(phrase.Plain));
    }

    [Fact]
    public void Every_kind_of_phrase_is_used() =>
        Assert.Equal(Enum.GetValues<PhraseKind>(), PlainWording.All.Select(phrase => phrase.Kind).Distinct().Order());
}
