namespace Classifier.Access;

/// <summary>Represents a file of API keys that cannot be used, or a change of it that is not possible.</summary>
/// <param name="message">The message, which names the file.</param>
/// <param name="inner">The cause; null if there is none.</param>
public sealed class ApiKeyException(string message, Exception? inner = null) : Exception(message, inner);
