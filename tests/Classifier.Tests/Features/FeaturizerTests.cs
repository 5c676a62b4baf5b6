using Classifier.Features;
using Classifier.Text;
using Xunit;

namespace Classifier.Tests.Features;

public class FeaturizerTests
{
    private static readonly Featurizer Featurizer = new(new FeatureSettings { HashBits = 16, Cues = true }, null);

    [Theory]
    [InlineData("You won't believe it", "You won’t believe it")]
    [InlineData("You won't believe it", "you wont believe it")]
    [InlineData("You won't believe it", "YOU WON&#39;T BELIEVE IT")]
    [InlineData("A “quoted” word", "a \"quoted\" word")]
    [InlineData("Café opens", "CAFE\u0301 OPENS")]
    [InlineData("27 reasons", "31 reasons")]
    public void Case_apostrophes_and_typography_do_not_change_the_ngrams(string one, string other) =>
        Assert.Equal(Ngrams(one), Ngrams(other));

    [Theory]
    [InlineData("Dog bites man", "Man bites dog")]
    [InlineData("Bank cuts rates", "Bank cuts rate")]
    public void Different_words_or_word_order_change_the_ngrams(string one, string other) =>
        Assert.NotEqual(Ngrams(one), Ngrams(other));

    [Fact]
    public void Featurizing_does_not_allocate()
    {
        var headline = new TokenizedHeadline();
        var buffer = new FeatureBuffer(Featurizer.Settings);
        void Featurize()
        {
            Tokenizer.Tokenize("Here’s why “everyone” is talking about the £5 café – & 23 more…", headline);
            Featurizer.Featurize(headline, buffer);
        }

        Featurize();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Featurize();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void An_unsupported_feature_version_is_rejected()
    {
        var error = Assert.Throws<ArgumentException>(() => new Featurizer(new FeatureSettings { Version = 99 }, null));
        Assert.Contains("99", error.Message, StringComparison.Ordinal);
    }

    private static List<(int Bucket, float Value)> Ngrams(string text)
    {
        var headline = new TokenizedHeadline();
        var buffer = new FeatureBuffer(Featurizer.Settings);
        Tokenizer.Tokenize(text, headline);
        Featurizer.Featurize(headline, buffer);
        return [.. Enumerable.Range(0, buffer.Rows.Count).Select(i => (buffer.Rows.Indices[i], buffer.Values[i]))];
    }
}
