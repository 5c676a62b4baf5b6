namespace Classifier.Feedback;

/// <summary>
/// The exception that is thrown when a feedback store cannot be used. The message names the file and the remedy.
/// </summary>
public sealed class FeedbackException(string message, Exception? inner = null) : Exception(message, inner);
