using Classifier.Models;
using Classifier.Scoring;
using Classifier.Tests.Models;
using Xunit;

namespace Classifier.Tests.Scoring;

/// <summary>Tests that each band begins exactly at its threshold.</summary>
public class HeadlineClassifierBandTests(ShippedModels models) : IClassFixture<ShippedModels>
{
    private static readonly string[] Headlines =
    [
        "Central bank keeps interest rates unchanged for a third month",
        "Minister says why the bridge had to close",
        "You wont believe what this goalkeeper did after the final whistle",
        "Here's why everyone is obsessed with this bridge",
    ];

    [Fact]
    public void A_score_equal_to_a_threshold_is_in_the_band() =>
        Assert.Equal(
            [ClickbaitBand.None, ClickbaitBand.Slight, ClickbaitBand.Considerable, ClickbaitBand.Heavy],
            BandsWhere(score => score)
        );

    [Fact]
    public void A_score_just_below_a_threshold_is_in_the_band_below() =>
        Assert.Equal(
            [ClickbaitBand.None, ClickbaitBand.None, ClickbaitBand.Slight, ClickbaitBand.Considerable],
            BandsWhere(MathF.BitIncrement)
        );

    [Fact]
    public void A_model_without_thresholds_has_no_bands() =>
        Assert.All(BandsWith(null), band => Assert.Equal(ClickbaitBand.None, band));

    /// <summary>Returns the bands of the headlines, whose scores rise, with the thresholds at the scores of the last three.</summary>
    private ClickbaitBand[] BandsWhere(Func<float, float> threshold)
    {
        var scores = Headlines.Select(headline => models.Classifier.Classify(headline).Clickbait.Score).ToArray();
        Assert.Equal(scores.Order().Distinct(), scores);
        return BandsWith(new BandThresholds(threshold(scores[1]), threshold(scores[2]), threshold(scores[3])));
    }

    private ClickbaitBand[] BandsWith(BandThresholds? bands)
    {
        var folder = ModelStore.FindModel(ModelStore.FindRoot(), ModelBundle.ClickbaitTask);
        var manifest = models.Classifier.Clickbait.Manifest with { Bands = bands };
        using var classifier = new HeadlineClassifier(
            models.Classifier.Topic,
            ModelBundle.ReadUnchecked(folder, manifest)
        );
        return [.. Headlines.Select(headline => classifier.Classify(headline).Clickbait.Band)];
    }
}
