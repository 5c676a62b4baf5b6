namespace Classifier.Server.Feedback;

/// <summary>Specifies what happened to a correction.</summary>
internal enum FeedbackOutcome
{
    /// <summary>The correction was added.</summary>
    Added,

    /// <summary>The store already contains the correction.</summary>
    Duplicate,

    /// <summary>The store has reached its maximum number of corrections.</summary>
    StoreFull,

    /// <summary>The disk is full.</summary>
    DiskFull,

    /// <summary>Too many corrections wait to be written.</summary>
    QueueFull,

    /// <summary>The correction was not written in time, for example because another program locks the store.</summary>
    TimedOut,
}
