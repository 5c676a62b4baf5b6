namespace Classifier.Feedback;

/// <summary>A store of corrections that cannot be used; the message names the file and what to do.</summary>
public sealed class FeedbackException(string message, Exception? inner = null) : Exception(message, inner);
