using Classifier.Editing;
using Classifier.Scoring;
using Classifier.Tests.Models;
using Xunit;

namespace Classifier.Tests.Editing;

public sealed class HeadlineComparisonTests(ShippedModels models) : IClassFixture<ShippedModels>
{
    private const string Bait = "OMG! Actor shares an absolutely adorable photo of her dog";
    private const string Plain = "Central bank raises interest rates";

    [Fact]
    public void Headlines_are_ranked_by_their_clickbait_score_and_keep_their_order()
    {
        var compared = Compare(Bait, Plain, Plain, "Here's why rates are rising");

        Assert.Equal([4, 1, 2, 3], compared.Select(headline => headline.Rank));
        Assert.Equal([Bait, Plain], compared.Take(2).Select(headline => headline.Classification.Headline));
    }

    [Fact]
    public void Every_change_is_verified_by_scoring_its_result()
    {
        var headline = Compare(Bait)[0];

        Assert.Contains(headline.Changes, change => change.Kind != ChangeKind.Reword);
        foreach (var change in headline.Changes)
        {
            var rescored = models.Classifier.Classify(change.Result).Clickbait;
            Assert.Equal(rescored, change.Clickbait);
            Assert.Equal(Logit(rescored.Score) - Logit(headline.Classification.Clickbait.Score), change.LogitChange, 4);
            Assert.Equal(
                rescored.Band < headline.Classification.Clickbait.Band
                    ? ChangeEffect.LeavesBand
                    : ChangeEffect.SameBand,
                change.Effect
            );
            Assert.Equal(Bait[change.Start..change.End], change.Text);
            Assert.True(change.LogitChange < 0);
        }
    }

    [Fact]
    public void Changes_that_lower_the_logit_most_come_first_and_words_to_reword_last()
    {
        var changes = Compare(Bait)[0].Changes;

        var isReword = changes.Select(change => change.Kind == ChangeKind.Reword).ToArray();
        Assert.Equal(isReword.Order(), isReword);
        var falls = changes
            .Where(change => change.Kind != ChangeKind.Reword)
            .Select(change => change.LogitChange)
            .ToArray();
        Assert.Equal(falls.Order(), falls);
    }

    [Fact]
    public void The_contribution_of_words_to_reword_is_their_reason()
    {
        const string Headline = "10 tricks your dentist will never tell you";
        var reasons = models.Classifier.Classify(Headline, new ClassifyOptions { Explain = true }).Reasons;

        var rewords = Compare(Headline)[0].Changes;

        Assert.NotEmpty(rewords);
        Assert.All(
            rewords,
            change =>
            {
                Assert.Equal(ChangeKind.Reword, change.Kind);
                Assert.Contains(
                    reasons,
                    reason =>
                        reason.Target == "clickbait"
                        && (reason.Start, reason.End, reason.Contribution)
                            == (change.Start, change.End, change.Contribution)
                );
            }
        );
    }

    [Fact]
    public void Steps_start_from_each_other_until_the_band_is_none_or_nothing_is_left_to_change()
    {
        var headline = Compare(Bait)[0];

        var text = Bait;
        var score = headline.Classification.Clickbait.Score;
        foreach (var step in headline.Steps)
        {
            Assert.Equal(text[step.Start..step.End], step.Text);
            Assert.True(step.Clickbait.Score < score);
            (text, score) = (step.Result, step.Clickbait.Score);
        }

        Assert.True(headline.Steps.Count > 1);
        Assert.Equal(ChangeEffect.LeavesBand, headline.Steps[^1].Effect);
        Assert.True(headline.Steps[^1].Clickbait.Band == ClickbaitBand.None || Compare(text)[0].Steps.Count == 0);
    }

    [Theory]
    [InlineData(Plain)]
    [InlineData("Schauen Sie, was dieser Hund mit der Katze macht und warum das nicht zu glauben ist!")]
    [InlineData("!!!")]
    public void Headlines_without_clickbait_or_in_other_languages_get_no_changes(string headline)
    {
        var compared = Compare(headline)[0];

        Assert.Empty(compared.Changes);
        Assert.Empty(compared.Steps);
    }

    [Fact]
    public void A_change_that_leaves_no_word_is_marked()
    {
        var change = Assert.Single(Compare("OMG")[0].Changes);

        Assert.Equal(
            (ChangeEffect.NothingLeft, ChangeKind.Reword, "", default),
            (change.Effect, change.Kind, change.Result, change.Clickbait)
        );
    }

    [Fact]
    public void The_longest_headlines_of_baiting_words_have_a_bounded_number_of_changes()
    {
        var longest = string.Join(' ', Enumerable.Repeat("this amazing trick slams you.", 200))[..1_000];

        Assert.InRange(Compare(longest)[0].Changes.Count, 1, 11);
    }

    private IReadOnlyList<ComparedHeadline> Compare(params string[] headlines) =>
        HeadlineComparison.Compare(models.Classifier, headlines);

    private static float Logit(float score) => MathF.Log(score / (1 - score));
}
