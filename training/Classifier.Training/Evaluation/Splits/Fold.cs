using Classifier.Training.Data;

namespace Classifier.Training.Evaluation.Splits;

/// <summary>Represents the training and test headlines of one fold.</summary>
/// <param name="Name">The name of the fold; a valid file name.</param>
/// <param name="Train">The training headlines.</param>
/// <param name="Test">The test headlines. <paramref name="Train"/> contains no headline with the same words.</param>
public sealed record Fold(string Name, TrainingSet Train, IReadOnlyList<LabeledHeadline> Test)
{
    /// <summary>Gets a value indicating whether a teacher's answers must not be used for training, because the teacher was trained
    /// on headlines of the left-out source or of later months.</summary>
    internal bool ExcludesTeacher { get; init; }
}
