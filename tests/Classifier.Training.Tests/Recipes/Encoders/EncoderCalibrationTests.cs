using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Encoders;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Encoders;

public sealed class EncoderCalibrationTests
{
    private const int Topics = 3;

    [Fact]
    public void Overconfident_logits_are_scaled_down_and_the_bands_rise()
    {
        var (logits, headlines) = Create(topics: true, grades: true);
        var fitted = EncoderCalibration.Fit(logits, headlines, Topics);
        Assert.InRange(fitted.TopicScale, 0.2, 0.7);
        Assert.True(fitted.Clickbait.Scale > 0);
        Assert.True(fitted.Bands.Slight < fitted.Bands.Considerable && fitted.Bands.Considerable < fitted.Bands.Heavy);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_task_without_labels_keeps_its_maps(bool topics, bool grades)
    {
        var kept = new EncoderCalibration(
            1.25,
            0.3,
            null,
            new ModelCalibration(2, 1),
            new BandThresholds(0.1, 0.2, 0.3)
        );
        var (logits, headlines) = Create(topics, grades);
        var fitted = EncoderCalibration.Fit(logits, headlines, Topics, kept);
        Assert.Equal(!topics, fitted.TopicScale == kept.TopicScale);
        Assert.Equal(!grades, fitted.Clickbait == kept.Clickbait);
        Assert.Equal(!grades, fitted.Bands == kept.Bands);
    }

    [Fact]
    public void The_cross_validated_error_of_a_task_without_labels_is_not_a_number()
    {
        var (logits, headlines) = Create(topics: true, grades: false);
        var (topic, clickbait) = EncoderCalibration.CrossValidate(logits, headlines, Topics);
        Assert.InRange(topic, 0, 0.2);
        Assert.True(double.IsNaN(clickbait));
    }

    /// <summary>Creates headlines of which seven in ten have the topic with the highest logit.</summary>
    private static (float[][] Logits, EncoderHeadline[] Headlines) Create(bool topics, bool grades)
    {
        var random = new Random(1);
        var logits = new float[400][];
        var headlines = new EncoderHeadline[logits.Length];
        for (var i = 0; i < logits.Length; i++)
        {
            var topic = random.Next(Topics);
            var grade = random.Next(4);
            var bait = grade - 2 + random.NextSingle();
            logits[i] = [0, 0, 0, bait, bait, bait];
            logits[i][random.Next(10) < 7 ? topic : (topic + 1) % Topics] = 5;
            headlines[i] = new EncoderHeadline(
                new LabeledHeadline(
                    "",
                    topics ? $"{topic}" : null,
                    grades ? grade : null,
                    LabelOrigin.Reader,
                    "",
                    1,
                    IsTest: false
                ),
                [],
                topics ? topic : null,
                null
            );
        }

        return (logits, headlines);
    }
}
