using Confluent.Kafka;

namespace Classifier.Worker.Sources.Kafka;

/// <summary>Represents the messages of an assigned partition that are in flight. A partition that is assigned again gets a new
/// instance.</summary>
/// <param name="partition">The partition.</param>
internal sealed class PartitionWork(TopicPartition partition)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inFlight;
    private bool _isRevoked;
    private volatile bool _isLost;

    /// <summary>Gets the partition.</summary>
    public TopicPartition Partition => partition;

    /// <summary>Gets a value indicating whether another worker may have the partition, so that nothing may be written for
    /// it.</summary>
    public bool IsLost => _isLost;

    /// <summary>Begins the work on a message.</summary>
    /// <returns>Whether the message may be scored; not if the partition was revoked.</returns>
    public bool TryBegin()
    {
        lock (_lock)
        {
            if (_isRevoked)
            {
                return false;
            }

            _inFlight++;
            return true;
        }
    }

    /// <summary>Ends the work on a message.</summary>
    public void End()
    {
        lock (_lock)
        {
            if (--_inFlight == 0 && _isRevoked)
            {
                _finished.TrySetResult();
            }
        }
    }

    /// <summary>Begins no further work, and waits for the messages in flight until a time. What is in flight then is lost.</summary>
    public bool Revoke(TimeSpan wait)
    {
        lock (_lock)
        {
            _isRevoked = true;
            if (_inFlight == 0)
            {
                _finished.TrySetResult();
            }
        }

        var isFinished = _finished.Task.Wait(wait);
        _isLost = true;
        return isFinished;
    }
}
