using Classifier.Training.Data;

namespace Classifier.Training.Evaluation.Splits;

/// <summary>What one model may learn from, and what it is then measured on.</summary>
/// <param name="Name">The fold's name, good for a file name.</param>
/// <param name="Learning">What may be learnt from.</param>
/// <param name="Test">What is measured on. No headline of it, nor another with its words, is in <paramref name="Learning"/>.</param>
public sealed record Fold(string Name, TrainingSet Learning, IReadOnlyList<LabelledHeadline> Test);
