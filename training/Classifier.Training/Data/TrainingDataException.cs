namespace Classifier.Training.Data;

/// <summary>The exception that is thrown when training data cannot be used. The message contains the file, line, and column
/// where they are known.</summary>
public sealed class TrainingDataException(string message, Exception? inner = null) : Exception(message, inner);
