using Classifier.Features;
using Classifier.Text;
using Xunit;

namespace Classifier.Tests.Features;

public class VocabularyTests
{
    private static readonly string[] Frequent =
    [
        "the",
        "india",
        "internationalisation",
        "internationalist",
        "internat",
        "café",
        "g7",
        "g8",
    ];
    private static readonly Vocabulary Vocabulary = new(
        WordVectors.Build(Frequent.Select(word => (word, new[] { 1f, 0f })))
    );

    [Fact]
    public void Words_with_a_vector_come_first_in_their_order()
    {
        Assert.Equal(Frequent.Length, Vocabulary.VectorCount);
        Assert.Equal(Enumerable.Range(0, Frequent.Length), Frequent.Select(word => Vocabulary.Find(word)));
    }

    [Fact]
    public void Every_word_is_found()
    {
        for (var id = 0; id < Vocabulary.Count; id++)
        {
            Assert.Equal(id, Vocabulary.Find(Vocabulary[id]));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("g9")]
    [InlineData("th")]
    [InlineData("internationalis")]
    [InlineData("interna")]
    public void Unknown_words_are_not_found(string word) => Assert.Equal(-1, Vocabulary.Find(word));

    [Theory]
    [InlineData("indias", 1)]
    [InlineData("g7s", -1)]
    [InlineData("g7", 6)]
    [InlineData("cafés", 5)]
    [InlineData("youre", -1)]
    [InlineData("27", -1)]
    public void A_word_without_a_vector_uses_the_vector_of_its_stem(string word, int row)
    {
        var headline = new TokenizedHeadline();
        var words = new HeadlineWords();
        Tokenizer.Tokenize("x " + word + " y", headline);
        Vocabulary.LookUp(headline, words);
        Assert.Equal(row, words.VectorRows[1]);
        Assert.Equal(row < 0 ? 0 : WordVectors.GetRarity(row), words.Rarities[1]);
    }
}
