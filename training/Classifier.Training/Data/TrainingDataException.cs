namespace Classifier.Training.Data;

/// <summary>Training data that cannot be used; the message names the file, the line and the column.</summary>
public sealed class TrainingDataException(string message, Exception? inner = null) : Exception(message, inner);
