using Classifier.Scoring;

namespace Classifier.Models;

/// <summary>Represents the scores that a model gives to headlines like those that it was made for. Servers compare the scores of live
/// headlines with it.</summary>
/// <param name="Counts">The number of headlines in each bin. Of a topic model: by the main topic, in the order of the labels, then those
/// without a topic. Of a clickbait model: by score, in the order of <see cref="ClickbaitBins.UpperBounds"/>.</param>
/// <param name="Source">The origin of the headlines, for people.</param>
public sealed record ScoreReference(IReadOnlyList<long> Counts, string Source)
{
    /// <summary>Scores headlines.</summary>
    /// <param name="model">The model.</param>
    /// <param name="headlines">The headlines, at least one.</param>
    /// <param name="source">The origin of the headlines, for people.</param>
    public static ScoreReference Measure(ModelBundle model, IEnumerable<string> headlines, string source)
    {
        var isTopic = model.Manifest.Task == ModelBundle.TopicTask;
        using var classifier = new HeadlineClassifier(isTopic ? model : null, isTopic ? null : model);
        var counts = new long[GetBinCount(model.Manifest)];
        var scores = new HeadlineScores();
        foreach (var headline in headlines)
        {
            classifier.Classify(headline, ClassifyOptions.Default, scores);
            var (topic, clickbait) = (scores.Summary.MainTopic, scores.Summary.Clickbait.Score);
            counts[
                !isTopic ? ClickbaitBins.Find(clickbait)
                : topic == ScoreSummary.NoTopic ? model.Manifest.Labels.Count
                : topic
            ]++;
        }

        return new ScoreReference(counts, source);
    }

    /// <summary>Validates the reference of a model.</summary>
    /// <exception cref="InvalidDataException">It does not have the bins of the model, or no headlines.</exception>
    internal void Validate(ModelManifest manifest)
    {
        var bins = GetBinCount(manifest);
        if (Counts.Count != bins || Counts.Any(count => count < 0) || Counts.Sum() == 0)
        {
            throw new InvalidDataException(
                $"{ModelBundle.ManifestName} has a reference of [{string.Join(", ", Counts)}] headlines; expected {bins} counts that are "
                    + "not all 0. Measure it again with classifier reference."
            );
        }
    }

    private static int GetBinCount(ModelManifest manifest) =>
        manifest.Task == ModelBundle.TopicTask ? manifest.Labels.Count + 1 : ClickbaitBins.UpperBounds.Count;
}
