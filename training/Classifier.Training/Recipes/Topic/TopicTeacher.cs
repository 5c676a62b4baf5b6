using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Teaching;

namespace Classifier.Training.Recipes.Topic;

/// <summary>
/// Answers for titles that nobody labeled, so that a fast model can learn from hundreds of thousands of them (distilling,
/// Hinton et al. 2015). It is the geometric mean of two models of the same labeled headlines: one of words and n-grams, one of a
/// sentence encoder's numbers. They err on different headlines; word vectors make the first one better alone, and the mean worse, as
/// they know what the encoder knows.
/// </summary>
internal sealed class TopicTeacher(ModelBundle words, EncodingTeacher sentences)
{
    /// <summary>The regularization of the model of words; chosen by what the mean gave on headlines held out.</summary>
    public const float WordRegularization = 0.1f;

    /// <summary>The share of the model of words in the geometric mean.</summary>
    private const float WordShare = 0.35f;

    /// <summary>The power that the mean is raised to: of two that seldom err together it is less sure than it may be.</summary>
    private const float Sharpness = 1.3f;

    /// <summary>Learns from labeled headlines.</summary>
    /// <param name="words">The model of words, fitted on them.</param>
    /// <param name="headlines">The headlines.</param>
    /// <param name="labels">All labels, in the order of the answers.</param>
    /// <param name="encodings">Encodings of headlines and titles.</param>
    /// <param name="seed">The seed.</param>
    public static TopicTeacher Fit(
        FittedModel words,
        IEnumerable<LabeledHeadline> headlines,
        IReadOnlyList<string> labels,
        Encodings encodings,
        int seed
    )
    {
        var rows = headlines
            .Select(headline =>
                (Encoding: encodings.Of(headline.Text), Targets: SoftTargets.OfLabels(headline, labels))
            )
            .Where(row => row.Encoding is not null)
            .SelectMany(row =>
                SoftTargets.Rows(row.Targets).Select(target => (row.Encoding!, target.Label, target.Share))
            )
            .ToList();
        if (rows.Count == 0)
        {
            throw new TrainingDataException(
                "None of the labeled headlines was encoded; encode the same files that are learned from."
            );
        }

        return new TopicTeacher(words.ToBundle(), EncodingTeacher.Fit(rows, labels.Count, seed));
    }

    /// <summary>The probabilities of all labels for titles.</summary>
    /// <param name="titles">The titles.</param>
    /// <param name="encodings">Their encodings.</param>
    public List<float[]> Answer(IReadOnlyList<string> titles, IEnumerable<float[]> encodings)
    {
        var byWords = words.Predict(titles, calibrated: false);
        return [.. sentences.Answer(encodings).Select((bySentence, i) => Mean(byWords[i], bySentence))];
    }

    private static float[] Mean(float[] a, float[] b)
    {
        var mean = new float[a.Length];
        var sum = 0f;
        for (var i = 0; i < mean.Length; i++)
        {
            mean[i] =
                MathF.Pow(MathF.Max(a[i], 1e-9f), Sharpness * WordShare)
                * MathF.Pow(MathF.Max(b[i], 1e-9f), Sharpness * (1 - WordShare));
            sum += mean[i];
        }

        for (var i = 0; i < mean.Length; i++)
        {
            mean[i] /= sum;
        }

        return mean;
    }
}
