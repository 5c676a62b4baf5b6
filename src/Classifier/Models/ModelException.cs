namespace Classifier.Models;

/// <summary>The exception that is thrown when a model cannot be used.</summary>
public sealed class ModelException(string message, Exception? inner = null) : Exception(message, inner);
