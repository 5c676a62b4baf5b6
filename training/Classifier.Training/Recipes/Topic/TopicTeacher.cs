using Classifier.Models;
using Classifier.Training.Data;
using Classifier.Training.Recipes.Teaching;

namespace Classifier.Training.Recipes.Topic;

/// <summary>
/// Predicts labels of unlabeled titles, so that a fast model can be trained on hundreds of thousands of them (distillation,
/// Hinton et al. 2015).
/// </summary>
/// <remarks>Computes the geometric mean of the accurate model's answers and of a model of words and n-grams that was trained on the
/// labeled headlines. Their errors differ.</remarks>
internal sealed class TopicTeacher
{
    /// <summary>The L2 regularization of the word model, tuned for the accuracy of the mean on held-out headlines.</summary>
    public const float WordRegularization = 0.1f;

    /// <summary>The exponent of the word model in the geometric mean.</summary>
    private const float WordShare = 0.2f;

    /// <summary>The minimum probability, so that one model alone cannot rule out a label.</summary>
    private const float MinProbability = 1e-6f;

    private readonly ModelBundle _words;
    private readonly TeacherAnswers _answers;

    /// <summary>Initializes a teacher.</summary>
    /// <param name="words">The word model.</param>
    /// <param name="answers">The answers of the accurate model.</param>
    /// <exception cref="TrainingDataException">The answers are for other labels.</exception>
    public TopicTeacher(ModelBundle words, TeacherAnswers answers)
    {
        if (!words.Manifest.Labels.SequenceEqual(answers.Labels))
        {
            throw new TrainingDataException(
                $"The answers are for the labels {string.Join(", ", answers.Labels)}, but the data has {string.Join(", ", words.Manifest.Labels)}; train without answers, or map the labels with --labels-map."
            );
        }

        (_words, _answers) = (words, answers);
    }

    /// <summary>Predicts the probabilities of all labels for titles.</summary>
    /// <param name="rows">The indices of the titles in the answers.</param>
    public List<float[]> Predict(IReadOnlyList<int> rows)
    {
        var byWords = _words.Predict([.. rows.Select(row => _answers.Titles[row])], calibrated: false);
        return [.. rows.Select((row, i) => Combine(byWords[i], _answers.GetTopics(row)))];
    }

    private static float[] Combine(float[] byWords, float[] byAnswers)
    {
        var mean = byWords
            .Zip(
                byAnswers,
                (a, b) =>
                    MathF.Pow(MathF.Max(a, MinProbability), WordShare)
                    * MathF.Pow(MathF.Max(b, MinProbability), 1 - WordShare)
            )
            .ToArray();
        var sum = mean.Sum();
        return [.. mean.Select(probability => probability / sum)];
    }
}
