using Classifier.Deduplication;
using Classifier.Tests.Common;
using Classifier.Text;
using Classifier.Training.Data;
using Xunit;

namespace Classifier.Training.Tests.Data;

public class OwnHeadlinesTests
{
    private const int Topics = 17;

    private static readonly LabeledHeadline[] Bait = [.. OwnHeadlines.All.Where(IsBait)];
    private static readonly LabeledHeadline[] News = [.. OwnHeadlines.All.Where(headline => !IsBait(headline))];

    [Fact]
    public void Each_topic_has_at_least_thirty_headlines_of_bait_and_news()
    {
        Assert.True(OwnHeadlines.All.Count >= Topics * 30);
        var topics = OwnHeadlines.All.GroupBy(headline => headline.Topic).ToList();
        Assert.Equal(Topics, topics.Count);
        Assert.All(
            topics,
            topic =>
            {
                Assert.StartsWith("medtop:", topic.Key, StringComparison.Ordinal);
                Assert.True(topic.Count() >= 30, topic.Key);
                Assert.InRange(topic.Count(IsBait) / (double)topic.Count(), 0.3, 0.5);
            }
        );
    }

    [Fact]
    public void All_grades_occur_and_two_fifths_of_the_headlines_are_bait()
    {
        Assert.InRange(Bait.Length / (double)OwnHeadlines.All.Count, 0.35, 0.45);
        Assert.Equal([0f, 1f, 2f, 3f], OwnHeadlines.All.Select(headline => headline.Bait!.Value).Distinct().Order());
        Assert.All(OwnHeadlines.All.GroupBy(headline => headline.Bait), grade => Assert.True(grade.Count() >= 50));
    }

    [Fact]
    public void A_fifth_is_reserved_for_testing_with_every_topic_and_both_classes()
    {
        Assert.InRange(OwnHeadlines.Test.Count / (double)OwnHeadlines.All.Count, 0.17, 0.23);
        Assert.InRange(OwnHeadlines.Test.Count(IsBait) / (double)OwnHeadlines.Test.Count, 0.3, 0.5);
        var topics = OwnHeadlines.Test.GroupBy(headline => headline.Topic).ToList();
        Assert.Equal(Topics, topics.Count);
        Assert.All(
            topics,
            topic =>
            {
                Assert.Contains(topic, IsBait);
                Assert.Contains(topic, headline => !IsBait(headline));
            }
        );
    }

    [Fact]
    public void Bait_and_news_have_similar_casing()
    {
        foreach (var casing in Enum.GetValues<LetterCase>())
        {
            double bait = Share(Bait, text => CaseOf(text) == casing),
                news = Share(News, text => CaseOf(text) == casing);
            Assert.True(Math.Abs(bait - news) < 0.04, $"{casing}: {bait:P1} of bait, {news:P1} of news");
            Assert.True(bait > 0.02 && news > 0.02, $"{casing}: {bait:P1} of bait, {news:P1} of news");
        }
    }

    [Fact]
    public void Bait_and_news_have_similar_length() =>
        Assert.InRange(
            Bait.Average(headline => headline.Text.Length) / News.Average(headline => headline.Text.Length),
            0.9,
            1.1
        );

    [Theory]
    [InlineData("?", 0.05)]
    [InlineData(":", 0.05)]
    [InlineData("0123456789", 0.08)]
    [InlineData("'’", 0.04)]
    [InlineData("\"“‘", 0.01)]
    [InlineData("!", 0.005)]
    public void A_character_occurs_in_both_bait_and_news(string signs, double least)
    {
        Assert.True(Share(Bait, text => text.AsSpan().ContainsAny(signs)) >= least);
        Assert.True(Share(News, text => text.AsSpan().ContainsAny(signs)) >= least);
    }

    [Fact]
    public void Apostrophes_are_missing_in_both_bait_and_news()
    {
        string[] without =
        [
            "wont",
            "dont",
            "cant",
            "wasnt",
            "shouldnt",
            "wouldnt",
            "mayors",
            "doctors",
            "years",
            "weekends",
            "pilots",
        ];
        bool Lacks(string text) => text.Split(' ').Any(word => without.Contains(word.ToLowerInvariant()));
        Assert.Contains(Bait, headline => Lacks(headline.Text));
        Assert.Contains(News, headline => Lacks(headline.Text));
    }

    [Fact]
    public void Headlines_are_unique_and_valid()
    {
        var workspace = new TokenizedHeadline();
        Assert.Equal(
            OwnHeadlines.All.Count,
            OwnHeadlines.All.Select(headline => HeadlineKey.Compute(headline.Text, workspace)).Distinct().Count()
        );
        Assert.All(
            OwnHeadlines.All,
            headline =>
            {
                Assert.Equal(
                    HeadlineError.None,
                    HeadlineValidator.Validate(headline.Text, HeadlineValidator.MaxCharacters, out _)
                );
                Assert.Equal(headline.Text.Trim(), headline.Text);
            }
        );
    }

    [Fact]
    public void No_two_headlines_share_most_of_their_words()
    {
        var workspace = new TokenizedHeadline();
        var words = OwnHeadlines
            .All.Select(headline =>
            {
                Tokenizer.Tokenize(headline.Text, workspace);
                var set = new HashSet<string>(StringComparer.Ordinal);
                foreach (var token in workspace.Tokens)
                {
                    set.Add(workspace[token].ToString());
                }

                return set;
            })
            .ToList();
        for (var i = 0; i < words.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                double shared = words[i].Count(words[j].Contains);
                Assert.True(
                    shared / (words[i].Count + words[j].Count - shared) < 0.7,
                    $"“{OwnHeadlines.All[i].Text}” and “{OwnHeadlines.All[j].Text}”"
                );
            }
        }
    }

    private static bool IsBait(LabeledHeadline headline) => headline.Bait >= 2;

    private static double Share(LabeledHeadline[] headlines, Func<string, bool> has) =>
        headlines.Count(headline => has(headline.Text)) / (double)headlines.Length;

    private static LetterCase CaseOf(string text)
    {
        if (!text.Any(char.IsLower))
        {
            return LetterCase.Upper;
        }

        if (!text.Any(char.IsUpper))
        {
            return LetterCase.Lower;
        }

        var words = text.Split(' ', '-')
            .Skip(1)
            .Select(word => word.FirstOrDefault(char.IsLetter))
            .Where(first => first != 0)
            .ToList();
        return words.Count(char.IsUpper) >= 0.7 * words.Count ? LetterCase.Title : LetterCase.Sentence;
    }

    private enum LetterCase
    {
        Sentence,
        Title,
        Lower,
        Upper,
    }
}
