using Classifier.Worker.Messages;

namespace Classifier.Worker.Sources;

/// <summary>Represents an engine that holds messages, results, and dead letters. Temporary failures, such as a lost connection, are
/// repeated until they end.</summary>
internal interface IWorkSource : IAsyncDisposable
{
    /// <summary>Gets a value indicating whether the engine answers.</summary>
    bool IsConnected { get; }

    /// <summary>Gets a value indicating whether reading is paused because of the messages in flight.</summary>
    bool IsPaused { get; }

    /// <summary>Joins the consumer group.</summary>
    /// <exception cref="InvalidOperationException">The input, the output, or a setting cannot be used.</exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Reads the next messages.</summary>
    /// <param name="max">The maximum number of messages.</param>
    /// <param name="linger">The time to wait for further messages after the first.</param>
    /// <param name="cancellationToken">Stops reading. Messages that were read already are returned.</param>
    /// <returns>The messages; none if there are none at the moment.</returns>
    Task<IReadOnlyList<WorkMessage>> ReadAsync(int max, TimeSpan linger, CancellationToken cancellationToken);

    /// <summary>Writes the results and dead letters of messages and acknowledges the messages. Messages are not read again after
    /// that.</summary>
    /// <param name="messages">Messages in the order in which they were read.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    Task CompleteAsync(IReadOnlyList<ScoredMessage> messages, CancellationToken cancellationToken);

    /// <summary>Returns the number of messages that the group has not acknowledged; null if the engine does not
    /// answer, or the source has not started.</summary>
    Task<long?> MeasureLagAsync(CancellationToken cancellationToken);
}
