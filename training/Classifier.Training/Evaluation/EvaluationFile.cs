using Classifier.Models;

namespace Classifier.Training.Evaluation;

/// <summary>Represents a file on which models are measured.</summary>
/// <param name="File">The file and the number of rows used.</param>
/// <param name="HasHeldOutRows">Whether the file marks rows as held out. Only these are used.</param>
internal sealed record EvaluationFile(TrainingFile File, bool HasHeldOutRows);
