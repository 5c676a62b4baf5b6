namespace Classifier.Models;

/// <summary>A model that cannot be used, and why.</summary>
public sealed class ModelException(string message, Exception? inner = null) : Exception(message, inner);
