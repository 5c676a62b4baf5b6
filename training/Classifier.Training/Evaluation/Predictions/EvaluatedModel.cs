using Classifier.Models;

namespace Classifier.Training.Evaluation.Predictions;

/// <summary>Represents what an evaluation needs to know of a model of any kind.</summary>
/// <param name="Task">The task.</param>
/// <param name="Version">The version.</param>
/// <param name="Labels">The labels, in the order of the scores; only <c>clickbait</c> for that task.</param>
/// <param name="MinScore">The default minimum score of topics; null for clickbait.</param>
/// <param name="Bands">The band thresholds; null for topics.</param>
/// <param name="TrainingFiles">The files on which the model was trained.</param>
/// <param name="Predict">Computes the calibrated probabilities of the labels for headlines.</param>
public sealed record EvaluatedModel(
    string Task,
    string Version,
    IReadOnlyList<string> Labels,
    double? MinScore,
    BandThresholds? Bands,
    IReadOnlyList<TrainingFile> TrainingFiles,
    Func<IReadOnlyList<string>, IReadOnlyList<float[]>> Predict
)
{
    /// <summary>Initializes the description of a fast model.</summary>
    public EvaluatedModel(ModelBundle model)
        : this(
            model.Manifest.Task,
            model.Manifest.Version,
            model.Manifest.Labels,
            model.Manifest.Task == ModelBundle.TopicTask ? model.Manifest.MinScore : null,
            model.Manifest.Bands,
            model.Manifest.TrainingFiles,
            headlines => model.Predict(headlines)
        ) { }
}
