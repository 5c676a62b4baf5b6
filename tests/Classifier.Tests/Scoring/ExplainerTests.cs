using Classifier.Scoring;
using Classifier.Tests.Models;
using Xunit;

namespace Classifier.Tests.Scoring;

public class ExplainerTests(ShippedModels models) : IClassFixture<ShippedModels>
{
    /// <summary>Contributions smaller than this are not listed.</summary>
    private const float MinContribution = 0.01f;

    [Fact]
    public void Contributions_add_up_to_the_logit()
    {
        var manifest = models.Classifier.Topic.Manifest;
        var labels = manifest.Labels.ToList();
        var scale = (float)manifest.Calibration.Scale;
        var bias = models.Classifier.Topic.PredictLogits([""])[0];
        foreach (var headline in Headlines)
        {
            var logits = models.Classifier.Topic.PredictLogits([headline])[0];
            foreach (
                var reasons in Explain(headline).Where(reason => reason.Target != "clickbait").GroupBy(r => r.Target)
            )
            {
                var label = labels.IndexOf(reasons.Key);
                var unlisted = MinContribution * headline.Split(' ').Length;
                Assert.Equal(
                    scale * (logits[label] - bias[label]),
                    reasons.Sum(reason => reason.Contribution),
                    unlisted + 0.02f
                );
            }
        }
    }

    [Fact]
    public void Reasons_are_the_words_of_the_headline_without_overlap_in_phrases_of_at_most_four_tokens()
    {
        var longest = 0;
        foreach (var headline in Headlines)
        {
            foreach (var reasons in Explain(headline).Where(reason => reason.End > reason.Start).GroupBy(r => r.Target))
            {
                var end = 0;
                foreach (var reason in reasons.OrderBy(reason => reason.Start))
                {
                    Assert.True(reason.Start >= end, $"{reason} begins before {end} in {headline}");
                    Assert.Equal(headline[reason.Start..reason.End], reason.Text);
                    longest = Math.Max(longest, reason.Text.Split(' ').Length);
                    end = reason.End;
                }
            }
        }

        Assert.Equal(4, longest);
    }

    [Fact]
    public void Reasons_are_sorted_by_strength_and_weak_ones_are_left_out()
    {
        foreach (var headline in Headlines)
        {
            var strengths = Explain(headline).Select(reason => Math.Abs(reason.Contribution)).ToList();
            Assert.Equal(strengths.OrderDescending(), strengths);
            Assert.All(
                Explain(headline).Where(reason => reason.Target != "clickbait"),
                reason => Assert.True(Math.Abs(reason.Contribution) >= MinContribution)
            );
        }
    }

    [Fact]
    public void Cues_are_reasons_for_clickbait_alone_and_are_named_once()
    {
        foreach (var headline in Headlines)
        {
            var cues = Explain(headline).Where(reason => reason.Start == reason.End).ToList();
            Assert.All(cues, cue => Assert.Equal("clickbait", cue.Target));
            Assert.Equal(cues.Select(cue => cue.Text).Distinct(), cues.Select(cue => cue.Text));
        }

        Assert.Contains(Explain("You won't believe this!"), reason => reason.Text == "second person");
    }

    private static readonly string[] Headlines =
    [
        "You won’t believe what this striker did in the cup final",
        "Central bank keeps interest rates unchanged for a third month",
        "Here's why everyone is obsessed with this one simple trick",
        "23 Things Only Night-Shift Nurses Will Understand",
        "High court overturns ruling on river dam, 3,000 families to stay",
        "What happened next will blow your mind!",
        "Hospital trial of new cancer drug helps patients",
    ];

    private IReadOnlyList<Reason> Explain(string headline) =>
        models
            .Classifier.Classify(
                headline,
                new ClassifyOptions
                {
                    Explain = true,
                    MinScore = 0,
                    TopK = 17,
                }
            )
            .Reasons;
}
