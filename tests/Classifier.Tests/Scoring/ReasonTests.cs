using Classifier.Features;
using Classifier.Scoring;
using Classifier.Tests.Common;
using Classifier.Tests.Models;
using Classifier.Text;
using Xunit;

namespace Classifier.Tests.Scoring;

/// <summary>Tests the reasons of the shipped models on 1,000 headlines.</summary>
public class ReasonTests(ShippedModels models) : IClassFixture<ShippedModels>
{
    private const double Tolerance = 1e-4;

    private static readonly string[] Headlines =
    [
        .. OwnHeadlines.All.Select(headline => headline.Text).Concat(RandomHeadlines.Generate(1_000)).Take(1_000),
    ];

    [Fact]
    public void The_base_and_the_reasons_of_a_target_sum_to_its_logit()
    {
        Assert.Equal(1_000, Headlines.Length);
        foreach (var headline in Headlines)
        {
            var classification = Explain(headline);
            Assert.Equal(
                ["clickbait", .. classification.Topics.Select(topic => topic.Topic.Id)],
                classification.Bases.Select(logit => logit.Target)
            );
            foreach (var logit in classification.Bases)
            {
                var sum = classification
                    .Reasons.Where(reason => reason.Target == logit.Target)
                    .Sum(reason => (double)reason.Contribution);
                Assert.Equal(logit.Logit, logit.Base + sum, Tolerance);
            }
        }
    }

    [Fact]
    public void The_logits_give_the_scores()
    {
        foreach (var headline in Headlines)
        {
            var classification = Explain(headline, topK: ClassifyOptions.MaxTopK);
            Assert.Equal(classification.Clickbait.Score, Logistic(classification.Bases[0].Logit), Tolerance);
            var topics = classification.Bases.Skip(1).Select(logit => Logistic(logit.Logit)).ToArray();
            Assert.All(
                classification.Topics.Zip(topics),
                pair => Assert.Equal(pair.First.Score, pair.Second / topics.Sum(), Tolerance)
            );
        }
    }

    [Fact]
    public void Every_reason_is_in_the_headline()
    {
        var tokens = new TokenizedHeadline();
        var featurizer = models.Classifier.Clickbait.Featurizer;
        var features = new FeatureBuffer(featurizer.Settings);
        foreach (var headline in Headlines)
        {
            Tokenizer.Tokenize(headline, tokens);
            featurizer.Featurize(tokens, features);
            var cues = ClickbaitCues.Names.Zip(features.Cues).ToDictionary(cue => cue.First, cue => cue.Second);
            foreach (var reason in Explain(headline).Reasons.Where(reason => !reason.IsOther))
            {
                if (reason.IsText)
                {
                    Assert.Equal(headline[reason.Start..reason.End], reason.Text);
                }
                else
                {
                    Assert.True(cues[reason.Text] > 0, $"{headline}: {reason.Text} is absent.");
                }
            }
        }
    }

    [Fact]
    public void Small_reasons_of_a_target_are_summed_into_one()
    {
        foreach (var headline in Headlines)
        {
            foreach (var target in Explain(headline).Reasons.GroupBy(reason => reason.Target))
            {
                var listed = target.Where(reason => !reason.IsOther).ToList();
                Assert.InRange(target.Count() - listed.Count, 0, 1);

                // The sum of all magnitudes is at least that of the listed ones.
                var magnitudes = listed.Sum(reason => Math.Abs(reason.Contribution));
                Assert.All(listed, reason => Assert.True(Math.Abs(reason.Contribution) >= 0.02f * magnitudes * 0.999f));
            }
        }
    }

    [Fact]
    public void Many_topics_have_no_more_reasons_than_allowed_and_the_sums_are_still_exact()
    {
        const string Headline =
            "You won't believe what 27 nurses, two ministers and a goalkeeper did in Paris after the final whistle, why the central bank raises rates and what scientists found on Mars";
        var classification = Explain(Headline, topK: ClassifyOptions.MaxTopK);
        Assert.Equal(ClassifyOptions.MaxReasons, classification.Reasons.Count);
        foreach (var logit in classification.Bases)
        {
            var sum = classification
                .Reasons.Where(reason => reason.Target == logit.Target)
                .Sum(reason => (double)reason.Contribution);
            Assert.Equal(logit.Logit, logit.Base + sum, Tolerance);
        }
    }

    private Classification Explain(string headline, int topK = 3) =>
        models.Classifier.Classify(
            headline,
            new ClassifyOptions
            {
                TopK = topK,
                MinScore = 0,
                Explain = true,
            }
        );

    private static double Logistic(double logit) => 1 / (1 + Math.Exp(-logit));
}
