using Classifier.Models;
using Classifier.Training.Evaluation.Figures;

namespace Classifier.Training.Recipes;

/// <summary>Represents the predictions of a model for the headlines that the recipe held out of training at random. Tuning
/// selects settings by them, so that rows marked as held out stay unused until the end.</summary>
/// <param name="Score">The accuracy of topics, or the ROC-AUC of clickbait.</param>
/// <param name="Values">Topics: 1 for each correct prediction, otherwise 0. Clickbait: the score of each headline.</param>
internal sealed record Validation(double Score, IReadOnlyList<float> Values)
{
    /// <summary>Computes the score of predictions.</summary>
    /// <param name="task">The task.</param>
    /// <param name="values">See <see cref="Values"/>.</param>
    /// <param name="isBait">Whether each headline is clickbait; not used for topics.</param>
    internal static double ComputeScore(string task, IReadOnlyList<float> values, IReadOnlyList<bool> isBait) =>
        task == ModelBundle.TopicTask ? values.Average() : Metrics.RocAuc(values, isBait);
}
