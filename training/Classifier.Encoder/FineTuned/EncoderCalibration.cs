using Classifier.Models;
using Classifier.Onnx;
using Classifier.Training.Evaluation.Figures;
using Classifier.Training.Recipes.Clickbait;
using Classifier.Training.Recipes.Fitting;
using Classifier.Training.Recipes.Topic;

namespace Classifier.Encoder.FineTuned;

/// <summary>Contains the maps from an encoder's logits to scores and bands.</summary>
/// <param name="Temperature">The temperature of the topics.</param>
/// <param name="MinScore">The default minimum score of topics.</param>
/// <param name="AnyTopic">The calibration of the best topic, with a second topic counted as correct.</param>
/// <param name="Clickbait">The calibration of the clickbait logit.</param>
/// <param name="Bands">The thresholds of the bands.</param>
internal sealed record EncoderCalibration(
    double Temperature,
    double MinScore,
    ModelCalibration? AnyTopic,
    ModelCalibration Clickbait,
    BandThresholds Bands
)
{
    private static int Topics => GoldHeadlines.Labels.Count;

    /// <summary>Fits the maps to headlines that the encoder was not trained on.</summary>
    /// <param name="logits">The logits of each headline.</param>
    /// <param name="examples">The labels of each headline.</param>
    public static EncoderCalibration Fit(IReadOnlyList<float[]> logits, IReadOnlyList<GoldHeadline> examples)
    {
        int[] topics = [.. Enumerable.Range(0, examples.Count).Where(i => examples[i].Topic is not null)];
        int[] grades = [.. Enumerable.Range(0, examples.Count).Where(i => examples[i].Grade is not null)];
        float[][] rows = [.. topics.Select(i => logits[i][..Topics])];
        int[] right = [.. topics.Select(i => examples[i].Topic!.Value)];
        var temperature = TopicCalibration.FitTemperature(rows, right, Normalize);
        float[][] scores = [.. rows.Select(row => Normalize(row, temperature))];
        int[] second = [.. topics.Select(i => examples[i].SecondTopic ?? -1)];
        float[] baits = [.. grades.Select(i => GetClickbaitLogit(logits[i]))];
        var clickbait = PlattScaling.Fit(baits, [.. grades.Select(i => examples[i].Grade >= 2)]);
        return new EncoderCalibration(
            temperature,
            TopicCalibration.FindMinScore(scores, right, second),
            TopicCalibration.FitAnyTopic(scores, right, second),
            clickbait,
            BandSearch.Find(
                [.. baits.Select(logit => clickbait.Apply(logit))],
                [.. grades.Select(i => (float)examples[i].Grade!.Value)]
            )
        );
    }

    /// <summary>Measures the calibration errors of maps that were fitted to one half of the headlines on the other
    /// half.</summary>
    public static (double Topic, double Clickbait) CrossValidate(
        IReadOnlyList<float[]> logits,
        IReadOnlyList<GoldHeadline> examples
    )
    {
        List<float> topicScores = [],
            clickbaitScores = [];
        List<bool> topicOutcomes = [],
            clickbaitOutcomes = [];
        foreach (var half in new[] { 0, 1 })
        {
            int[] learning = [.. Enumerable.Range(0, examples.Count).Where(i => i % 2 != half)];
            var fitted = Fit([.. learning.Select(i => logits[i])], [.. learning.Select(i => examples[i])]);
            foreach (var i in Enumerable.Range(0, examples.Count).Where(i => i % 2 == half))
            {
                if (examples[i].Topic is { } topic)
                {
                    var row = Normalize(logits[i][..Topics], fitted.Temperature);
                    topicScores.Add(row.Max());
                    topicOutcomes.Add(row.IndexOf(row.Max()) == topic);
                }

                if (examples[i].Grade is { } grade)
                {
                    clickbaitScores.Add(fitted.Clickbait.Apply(GetClickbaitLogit(logits[i])));
                    clickbaitOutcomes.Add(grade >= 2);
                }
            }
        }

        return (
            Metrics.CalibrationError(topicScores, topicOutcomes),
            Metrics.CalibrationError(clickbaitScores, clickbaitOutcomes)
        );
    }

    private static float[] Normalize(float[] logits, double temperature)
    {
        var probabilities = logits.ToArray();
        EncoderBundle.NormalizeTopics(probabilities, 1 / temperature);
        return probabilities;
    }

    private static float GetClickbaitLogit(float[] logits) => EncoderBundle.GetClickbaitLogit(logits, Topics);
}
