using Classifier.Training.Data;
using Classifier.Training.Evaluation.Predictions;

namespace Classifier.Training.Evaluation;

/// <summary>Evaluates a model on files of labeled headlines.</summary>
public static class FileEvaluation
{
    /// <summary>Evaluates a model. The report warns if the model was trained on a file, or knows only some of the labels.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">The files. Of a file with held-out rows, only these are used.</param>
    /// <param name="map">Maps labels to topics; null to use labels as they are.</param>
    /// <exception cref="TrainingDataException">The data cannot be read, or the model knows none of its labels.</exception>
    public static EvaluationReport Run(EvaluatedModel model, IReadOnlyList<LabeledInput> inputs, LabelMap? map)
    {
        var rows = EvaluationRows.Read(model.Task, inputs, map, [.. model.Labels]);
        var report = Evaluator.Evaluate(
            $"{model.Task} model {model.Version} on {string.Join(", ", inputs.Select(input => Path.GetFileName(input.Path)))}",
            ScoredHeadlines.Score(model, rows.Headlines),
            threshold: model.Bands?.Considerable ?? 0.5,
            minScore: model.MinScore
        );
        return report with
        {
            TrainedOn = rows.GetTrainingFiles(model.TrainingFiles),
            Warnings =
            [
                .. rows.WarnOfTrainingFiles(model.TrainingFiles, "these figures are too good"),
                .. rows.Notices,
                .. report.Warnings,
            ],
        };
    }
}
