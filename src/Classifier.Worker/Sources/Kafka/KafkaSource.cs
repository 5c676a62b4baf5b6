using System.Diagnostics;
using System.Threading.Channels;
using Classifier.Worker.Messages;
using Classifier.Worker.Telemetry;
using Confluent.Kafka;

namespace Classifier.Worker.Sources.Kafka;

/// <summary>Reads a topic of Kafka with a consumer group. The offset of a message is stored when its results are written. A thread of
/// its own polls the broker, also while no messages are wanted, so that the worker stays in the group.</summary>
internal sealed class KafkaSource : IWorkSource
{
    /// <summary>The messages that wait to be read. Above that, reading is paused.</summary>
    private const int MaxQueued = 4_000;

    private const long MaxQueuedBytes = 32 * 1024 * 1024;

    /// <summary>The time that messages in flight have to be completed when their partition is revoked.</summary>
    private static readonly TimeSpan RevocationTime = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan PollTime = TimeSpan.FromMilliseconds(100);

    /// <summary>The time that a full queue is waited for before partitions are paused, which discards what librdkafka has
    /// fetched.</summary>
    private static readonly TimeSpan PauseDelay = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(5);

    private readonly WorkerOptions _options;
    private readonly SourceAddress _address;
    private readonly ILogger<KafkaSource> _logger;
    private readonly EngineState _state;
    private readonly Channel<KafkaMessage> _queue = Channel.CreateUnbounded<KafkaMessage>();
    private readonly Dictionary<TopicPartition, PartitionWork> _partitions = [];
    private readonly CancellationTokenSource _closing = new();
    private IConsumer<byte[], byte[]>? _consumer;
    private KafkaOutput? _output;
    private Task _polling = Task.CompletedTask;
    private long _queuedBytes;
    private volatile bool _isStarted;
    private bool _isClosed;
    private volatile bool _isPaused;

    /// <summary>Creates the source without connecting.</summary>
    /// <exception cref="InvalidOperationException">A setting cannot be used.</exception>
    public KafkaSource(WorkerOptions options, SourceAddress address, ILogger<KafkaSource> logger)
    {
        (_options, _address, _logger) = (options, address, logger);
        _state = new EngineState("Kafka", logger);
        KafkaSettings.Validate(options);
    }

    /// <inheritdoc/>
    public bool IsConnected => _state.IsConnected;

    /// <inheritdoc/>
    public bool IsPaused => _isPaused;

    private bool IsFull => _queue.Reader.Count >= MaxQueued || Interlocked.Read(ref _queuedBytes) >= MaxQueuedBytes;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _consumer = new ConsumerBuilder<byte[], byte[]>(KafkaSettings.CreateConsumer(_options, _address))
                .SetLogHandler((_, _) => { })
                .SetErrorHandler((_, error) => OnError(error))
                .SetPartitionsAssignedHandler((_, assigned) => OnAssigned(assigned))
                .SetPartitionsRevokedHandler((_, revoked) => OnRevoked(revoked, RevocationTime))
                .SetPartitionsLostHandler((_, lost) => OnRevoked(lost, TimeSpan.Zero))
                .Build();
            _output = new KafkaOutput(_options, _address, OnError);
        }
        catch (DllNotFoundException e)
        {
            throw new InvalidOperationException(
                "librdkafka, which reads and writes topics of Kafka, is not part of this package. Use the archive for your platform.",
                e
            );
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new InvalidOperationException(
                $"{WorkerOptions.Section}:{nameof(_options.Kafka)} has a setting that librdkafka does not accept: {e.Message}",
                e
            );
        }

        await _output.StartAsync(cancellationToken);
        _consumer.Subscribe(_address.Name);
        _polling = Task.Factory.StartNew(
            Poll,
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        _isStarted = true;
        _logger.Reading(_options.Input, _consumer.Name, _options.Group);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkMessage>> ReadAsync(
        int max,
        TimeSpan linger,
        CancellationToken cancellationToken
    )
    {
        var messages = new List<WorkMessage>();
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        waiting.CancelAfter(PollTime);
        try
        {
            while (messages.Count < max && await _queue.Reader.WaitToReadAsync(waiting.Token))
            {
                if (messages.Count == 0)
                {
                    waiting.CancelAfter(linger);
                }

                while (messages.Count < max && _queue.Reader.TryRead(out var message))
                {
                    Interlocked.Add(ref _queuedBytes, -message.Body.Length);
                    if (message.Partition.TryBegin())
                    {
                        messages.Add(message);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // There are no further messages at the moment, or the worker stops.
        }

        if (messages.Count == 0 && _polling.IsFaulted)
        {
            await _polling;
        }

        return messages;
    }

    /// <inheritdoc/>
    public async Task CompleteAsync(IReadOnlyList<ScoredMessage> messages, CancellationToken cancellationToken)
    {
        try
        {
            await _output!.WriteAsync(messages, _consumer!, cancellationToken);
            _state.OnSuccess();
        }
        finally
        {
            foreach (var message in messages)
            {
                ((KafkaMessage)message.Message).Partition.End();
            }
        }
    }

    /// <inheritdoc/>
    public async Task<long?> MeasureLagAsync(CancellationToken cancellationToken)
    {
        if (!_isStarted)
        {
            return null;
        }

        try
        {
            var lag = await _output!.MeasureLagAsync(_consumer!, _address.Name, RequestTime);
            _state.OnSuccess();
            return lag;
        }
        catch (KafkaException e)
        {
            OnError(e.Error);
            return null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        await _closing.CancelAsync();
        await _polling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_consumer is not null)
        {
            // Commits the stored offsets and leaves the group.
            await Task.Run(_consumer.Close);
            _consumer.Dispose();
        }

        _output?.Dispose();
        _closing.Dispose();
    }

    private void Poll()
    {
        while (!_closing.IsCancellationRequested)
        {
            WaitForRoom();
            try
            {
                if (_consumer!.Consume(PollTime) is { Message: not null } consumed)
                {
                    _state.OnSuccess();
                    Enqueue(consumed);
                }
            }
            catch (ConsumeException e) when (!e.Error.IsFatal)
            {
                OnError(e.Error);
            }
            catch (KafkaException e)
            {
                throw new InvalidOperationException($"Kafka refuses to work on {_options.Input}: {e.Message}", e);
            }
        }
    }

    private void Enqueue(ConsumeResult<byte[], byte[]> consumed)
    {
        lock (_partitions)
        {
            if (_partitions.TryGetValue(consumed.TopicPartition, out var partition))
            {
                var message = KafkaMessage.Create(partition, consumed);
                Interlocked.Add(ref _queuedBytes, message.Body.Length);
                _queue.Writer.TryWrite(message);
            }
        }
    }

    /// <summary>Waits a short time if the queue is full. After that, partitions are paused until there is room.</summary>
    private void WaitForRoom()
    {
        var start = Stopwatch.GetTimestamp();
        while (!_isPaused && IsFull && !_closing.IsCancellationRequested)
        {
            if (Stopwatch.GetElapsedTime(start) >= PauseDelay)
            {
                _consumer!.Pause(_consumer.Assignment);
                _isPaused = true;
            }
            else
            {
                Thread.Sleep(1);
            }
        }

        if (_isPaused && !IsFull)
        {
            _consumer!.Resume(_consumer.Assignment);
            _isPaused = false;
        }
    }

    private void OnAssigned(List<TopicPartition> assigned)
    {
        lock (_partitions)
        {
            foreach (var partition in assigned)
            {
                _partitions[partition] = new PartitionWork(partition);
            }
        }

        _logger.Assigned(assigned.Count);

        // New partitions are not paused, the others may be.
        if (_isPaused)
        {
            _consumer!.Resume(_consumer.Assignment);
            _isPaused = false;
        }

        _state.OnSuccess();
    }

    /// <summary>Waits for the messages in flight of partitions that another worker gets.</summary>
    private void OnRevoked(List<TopicPartitionOffset> revoked, TimeSpan wait)
    {
        _logger.Revoked(revoked.Count);
        var start = Stopwatch.GetTimestamp();
        foreach (var topicPartition in revoked.Select(offset => offset.TopicPartition))
        {
            PartitionWork? partition;
            lock (_partitions)
            {
                _partitions.Remove(topicPartition, out partition);
            }

            var rest = wait - Stopwatch.GetElapsedTime(start);
            partition?.Revoke(rest > TimeSpan.Zero ? rest : TimeSpan.Zero);
        }
    }

    private void OnError(Error error)
    {
        // Single brokers come and go; librdkafka tries again.
        if (error.Code is ErrorCode.Local_Transport or ErrorCode.Local_Resolve or ErrorCode.Local_TimedOut)
        {
            return;
        }

        _state.OnFailure(error.Reason);
    }
}
