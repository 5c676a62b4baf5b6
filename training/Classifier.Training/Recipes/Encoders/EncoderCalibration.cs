using Classifier.Models;
using Classifier.Onnx;
using Classifier.Training.Evaluation.Figures;
using Classifier.Training.Recipes.Clickbait;
using Classifier.Training.Recipes.Fitting;
using Classifier.Training.Recipes.Topic;

namespace Classifier.Training.Recipes.Encoders;

/// <summary>Contains the maps from an encoder's logits to scores and bands.</summary>
/// <param name="TopicScale">The factor of the topic logits: the reciprocal of the temperature.</param>
/// <param name="MinScore">The default minimum score of topics.</param>
/// <param name="AnyTopic">The calibration of the best topic, with a second topic counted as correct.</param>
/// <param name="Clickbait">The calibration of the clickbait logit.</param>
/// <param name="Bands">The thresholds of the bands.</param>
public sealed record EncoderCalibration(
    double TopicScale,
    double MinScore,
    ModelCalibration? AnyTopic,
    ModelCalibration Clickbait,
    BandThresholds Bands
)
{
    /// <summary>Gets the maps of a finished encoder.</summary>
    /// <param name="manifest">The manifest of the encoder.</param>
    internal static EncoderCalibration From(EncoderManifest manifest) =>
        new(manifest.TopicScale, manifest.MinScore, manifest.AnyTopic, manifest.Clickbait, manifest.Bands);

    /// <summary>Fits the maps to headlines that the encoder was not trained on.</summary>
    /// <param name="logits">The logits of each headline.</param>
    /// <param name="headlines">The headlines.</param>
    /// <param name="topics">The number of topics.</param>
    /// <param name="kept">The maps of a task that none of the headlines has labels of; null if there is no such task.</param>
    public static EncoderCalibration Fit(
        IReadOnlyList<float[]> logits,
        IReadOnlyList<EncoderHeadline> headlines,
        int topics,
        EncoderCalibration? kept = null
    )
    {
        int[] labeled = [.. Enumerable.Range(0, headlines.Count).Where(i => headlines[i].Topic is not null)];
        int[] graded = [.. Enumerable.Range(0, headlines.Count).Where(i => headlines[i].Headline.Bait is not null)];
        var (scale, minScore, anyTopic) =
            labeled.Length == 0 && kept is not null
                ? (kept.TopicScale, kept.MinScore, kept.AnyTopic)
                : FitTopics(
                    [.. labeled.Select(i => logits[i][..topics])],
                    [.. labeled.Select(i => headlines[i].Topic!.Value)],
                    [.. labeled.Select(i => headlines[i].SecondTopic ?? -1)]
                );
        var (clickbait, bands) =
            graded.Length == 0 && kept is not null
                ? (kept.Clickbait, kept.Bands)
                : FitClickbait(
                    [.. graded.Select(i => EncoderBundle.GetClickbaitLogit(logits[i], topics))],
                    [.. graded.Select(i => headlines[i].Headline.Bait!.Value)]
                );
        return new EncoderCalibration(scale, minScore, anyTopic, clickbait, bands);
    }

    /// <summary>Creates the manifest of an encoder with the maps. <see cref="Lifecycle.EncoderWriter"/> fills in version, hashes, and
    /// probes.</summary>
    /// <param name="labels">The labels of the topics.</param>
    /// <param name="metrics">The metrics on headlines that the encoder was not trained on.</param>
    /// <param name="trainingFiles">The files that the encoder was trained on.</param>
    /// <param name="calibrationFiles">The files that the maps were fitted to; empty for a part of the training files.</param>
    /// <param name="trainer">A description of the training.</param>
    public EncoderManifest CreateManifest(
        IReadOnlyList<string> labels,
        IReadOnlyDictionary<string, double> metrics,
        IReadOnlyList<TrainingFile> trainingFiles,
        IReadOnlyList<TrainingFile> calibrationFiles,
        string trainer
    ) =>
        new()
        {
            Version = "",
            Sha256 = "",
            VocabularySha256 = "",
            Labels = labels,
            TopicScale = TopicScale,
            MinScore = MinScore,
            AnyTopic = AnyTopic,
            Clickbait = Clickbait,
            Bands = Bands,
            Probes = [],
            Metrics = metrics,
            TrainingFiles = trainingFiles,
            CalibrationFiles = calibrationFiles,
            Trainer = trainer,
        };

    /// <summary>Measures the calibration errors of maps that were fitted to one half of the headlines on the other
    /// half.</summary>
    /// <returns>The errors; NaN for a task without labels, or with too few to fit the maps to one half.</returns>
    public static (double Topic, double Clickbait) CrossValidate(
        IReadOnlyList<float[]> logits,
        IReadOnlyList<EncoderHeadline> headlines,
        int topics
    )
    {
        List<float> topicScores = [],
            clickbaitScores = [];
        List<bool> topicOutcomes = [],
            clickbaitOutcomes = [];
        foreach (var half in new[] { 0, 1 })
        {
            int[] learning = [.. Enumerable.Range(0, headlines.Count).Where(i => i % 2 != half)];
            var fitted = Fit([.. learning.Select(i => logits[i])], [.. learning.Select(i => headlines[i])], topics);
            foreach (var i in Enumerable.Range(0, headlines.Count).Where(i => i % 2 == half))
            {
                if (headlines[i].Topic is { } topic)
                {
                    var row = Normalize(logits[i][..topics], fitted.TopicScale);
                    topicScores.Add(row.Max());
                    topicOutcomes.Add(row.IndexOf(row.Max()) == topic);
                }

                if (headlines[i].Headline.Bait is { } grade)
                {
                    clickbaitScores.Add(fitted.Clickbait.Apply(EncoderBundle.GetClickbaitLogit(logits[i], topics)));
                    clickbaitOutcomes.Add(grade >= 2);
                }
            }
        }

        return (
            Metrics.CalibrationError(topicScores, topicOutcomes),
            Metrics.CalibrationError(clickbaitScores, clickbaitOutcomes)
        );
    }

    private static (double Scale, double MinScore, ModelCalibration? AnyTopic) FitTopics(
        float[][] logits,
        int[] right,
        int[] second
    )
    {
        var scale = 1 / TopicCalibration.FitTemperature(logits, right, (row, t) => Normalize(row, 1 / t));
        float[][] scores = [.. logits.Select(row => Normalize(row, scale))];
        return (
            scale,
            TopicCalibration.FindMinScore(scores, right, second),
            TopicCalibration.FitAnyTopic(scores, right, second)
        );
    }

    private static (ModelCalibration Calibration, BandThresholds Bands) FitClickbait(float[] logits, float[] grades)
    {
        var calibration = PlattScaling.Fit(logits, [.. grades.Select(grade => grade >= 2)]);
        return (calibration, BandSearch.Find([.. logits.Select(logit => calibration.Apply(logit))], grades));
    }

    private static float[] Normalize(float[] logits, double scale)
    {
        var probabilities = logits.ToArray();
        EncoderBundle.NormalizeTopics(probabilities, scale);
        return probabilities;
    }
}
