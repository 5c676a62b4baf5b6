using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Teaching;

namespace Classifier.Training.Recipes.Topic;

/// <summary>
/// Predicts labels of unlabeled titles, so that a fast model can be trained on hundreds of thousands of them (distillation,
/// Hinton et al. 2015).
/// </summary>
/// <remarks>Computes the geometric mean of two models trained on the same headlines: one on words and n-grams, and one on
/// sentence encodings. Their errors differ. Word vectors would improve the first model alone but not the mean, because they
/// carry the same information as the encodings.</remarks>
internal sealed class TopicTeacher(ModelBundle words, EncodingTeacher sentences)
{
    /// <summary>The L2 regularization of the word model, tuned for the accuracy of the mean on held-out headlines.</summary>
    public const float WordRegularization = 0.1f;

    /// <summary>The exponent of the word model in the geometric mean.</summary>
    private const float WordShare = 0.35f;

    /// <summary>The exponent of the mean, which is underconfident because the two models seldom err together.</summary>
    private const float Sharpness = 1.3f;

    /// <summary>Fits a teacher to labeled headlines.</summary>
    /// <param name="words">The word model, fitted to the same headlines.</param>
    /// <param name="headlines">The headlines.</param>
    /// <param name="labels">All labels in the order of the predictions.</param>
    /// <param name="encodings">The encodings of headlines and titles.</param>
    /// <param name="seed">The random seed.</param>
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
                (Encoding: encodings.Find(headline.Text), Targets: SoftTargets.FromLabels(headline, labels))
            )
            .Where(row => row.Encoding is not null)
            .SelectMany(row =>
                SoftTargets.ToRows(row.Targets).Select(target => (row.Encoding!, target.Label, target.Share))
            )
            .ToList();
        if (rows.Count == 0)
        {
            throw new TrainingDataException(
                "None of the labeled headlines has an encoding; encode the files that are used for training."
            );
        }

        return new TopicTeacher(words.ToBundle(), EncodingTeacher.Fit(rows, labels.Count, seed));
    }

    /// <summary>Predicts the probabilities of all labels for titles.</summary>
    /// <param name="titles">The titles.</param>
    /// <param name="encodings">Their encodings.</param>
    public List<float[]> Predict(IReadOnlyList<string> titles, IEnumerable<float[]> encodings)
    {
        var byWords = words.Predict(titles, calibrated: false);
        return [.. sentences.Predict(encodings).Select((bySentence, i) => Combine(byWords[i], bySentence))];
    }

    private static float[] Combine(float[] a, float[] b)
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
