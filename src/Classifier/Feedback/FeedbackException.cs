using Microsoft.Data.Sqlite;

namespace Classifier.Feedback;

/// <summary>
/// The exception that is thrown when a feedback store cannot be used. The message names the file and the remedy.
/// </summary>
public sealed class FeedbackException(string message, Exception? inner = null) : Exception(message, inner)
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Full = 13;

    /// <summary>Gets a value indicating whether the disk is full.</summary>
    public bool IsDiskFull => InnerException is SqliteException { SqliteErrorCode: Full };

    /// <summary>Gets a value indicating whether another program locks the store.</summary>
    public bool IsLocked => InnerException is SqliteException { SqliteErrorCode: Busy or Locked };
}
