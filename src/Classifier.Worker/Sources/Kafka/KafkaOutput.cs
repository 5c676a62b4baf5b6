using System.Globalization;
using System.Text;
using Classifier.Worker.Messages;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace Classifier.Worker.Sources.Kafka;

/// <summary>Writes results and dead letters to topics, and then stores or commits the offsets of their messages.</summary>
internal sealed class KafkaOutput : IDisposable
{
    private static readonly TimeSpan TransactionTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly bool _isTransactional;
    private readonly string _results;
    private readonly string _dead;
    private readonly IProducer<byte[], byte[]> _producer;
    private readonly IAdminClient _admin;

    /// <summary>Creates the producer.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="address">The address of the input.</param>
    /// <param name="onError">Is called with errors that are not those of a single message.</param>
    public KafkaOutput(WorkerOptions options, SourceAddress address, Action<Error> onError)
    {
        _isTransactional = options.ExactlyOnce;
        _results = options.Output.Length > 0 ? options.Output : $"{address.Name}.classified";
        _dead = options.Dead.Length > 0 ? options.Dead : $"{address.Name}.dead";
        _producer = new ProducerBuilder<byte[], byte[]>(KafkaSettings.CreateProducer(options, address))
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, error) => onError(error))
            .Build();
        _admin = new DependentAdminClientBuilder(_producer.Handle).Build();
    }

    /// <summary>Registers the producer for transactions if they are used.</summary>
    public Task StartAsync(CancellationToken cancellationToken) =>
        _isTransactional
            ? RepeatAsync(() => _producer.InitTransactions(TransactionTime), cancellationToken)
            : Task.CompletedTask;

    /// <summary>Writes what belongs to messages and acknowledges the messages. Messages of partitions that another worker has are left
    /// out.</summary>
    public async Task WriteAsync(
        IReadOnlyList<ScoredMessage> messages,
        IConsumer<byte[], byte[]> consumer,
        CancellationToken cancellationToken
    )
    {
        if (!_isTransactional)
        {
            var owned = FindOwned(messages);
            if (await ProduceAsync(owned, cancellationToken) is { } error)
            {
                throw Refused(error);
            }

            foreach (var offset in GetOffsets(owned))
            {
                Store(consumer, offset);
            }

            return;
        }

        while (!await TryCommitAsync(messages, consumer, cancellationToken))
        {
            await Task.Delay(RetryDelay, cancellationToken);
        }
    }

    /// <summary>Returns the number of messages of a topic that a group has not committed.</summary>
    public async Task<long> MeasureLagAsync(IConsumer<byte[], byte[]> consumer, string topic, TimeSpan timeout)
    {
        var metadata = await Task.Run(() => _admin.GetMetadata(topic, timeout));
        TopicPartition[] partitions =
        [
            .. metadata
                .Topics.Single()
                .Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId)),
        ];
        var committed = await Task.Run(() => consumer.Committed(partitions, timeout));
        var ends = await QueryAsync(partitions, OffsetSpec.Latest(), timeout);
        var unread = committed
            .Where(offset => offset.Offset.IsSpecial)
            .Select(offset => offset.TopicPartition)
            .ToArray();
        var starts = unread.Length > 0 ? await QueryAsync(unread, OffsetSpec.Earliest(), timeout) : [];
        return committed.Sum(offset =>
            Math.Max(
                0,
                ends[offset.TopicPartition]
                    - (offset.Offset.IsSpecial ? starts[offset.TopicPartition] : offset.Offset.Value)
            )
        );
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _admin.Dispose();
        _producer.Dispose();
    }

    private async Task<Dictionary<TopicPartition, long>> QueryAsync(
        IEnumerable<TopicPartition> partitions,
        OffsetSpec spec,
        TimeSpan timeout
    )
    {
        var listed = await _admin.ListOffsetsAsync(
            partitions.Select(partition => new TopicPartitionOffsetSpec
            {
                TopicPartition = partition,
                OffsetSpec = spec,
            }),
            new ListOffsetsOptions { RequestTimeout = timeout }
        );
        return listed
            .ResultInfos.Select(info => info.TopicPartitionOffsetError)
            .ToDictionary(offset => offset.TopicPartition, offset => offset.Offset.Value);
    }

    private async Task<bool> TryCommitAsync(
        IReadOnlyList<ScoredMessage> messages,
        IConsumer<byte[], byte[]> consumer,
        CancellationToken cancellationToken
    )
    {
        var owned = FindOwned(messages);
        if (owned.Count == 0)
        {
            return true;
        }

        try
        {
            _producer.BeginTransaction();
            await ProduceAsync(owned, cancellationToken);
            await RepeatAsync(
                () =>
                    _producer.SendOffsetsToTransaction(
                        GetOffsets(owned),
                        consumer.ConsumerGroupMetadata,
                        TransactionTime
                    ),
                cancellationToken
            );
            await RepeatAsync(() => _producer.CommitTransaction(TransactionTime), cancellationToken);
            return true;
        }
        catch (KafkaTxnRequiresAbortException)
        {
            await RepeatAsync(() => _producer.AbortTransaction(TransactionTime), cancellationToken);
            return false;
        }
    }

    private static List<ScoredMessage> FindOwned(IReadOnlyList<ScoredMessage> messages) =>
        [.. messages.Where(message => !((KafkaMessage)message.Message).Partition.IsLost)];

    private static IEnumerable<TopicPartitionOffset> GetOffsets(IEnumerable<ScoredMessage> messages) =>
        messages
            .Select(message => (KafkaMessage)message.Message)
            .GroupBy(message => message.Partition.Partition)
            .Select(group => new TopicPartitionOffset(group.Key, group.Max(message => message.Offset.Value) + 1));

    private static void Store(IConsumer<byte[], byte[]> consumer, TopicPartitionOffset offset)
    {
        try
        {
            consumer.StoreOffset(offset);
        }
        catch (KafkaException e) when (e.Error.Code == ErrorCode.Local_State)
        {
            // The partition was revoked in this moment. Its next owner scores the messages again.
        }
    }

    /// <summary>Writes what belongs to messages and waits until the brokers have it.</summary>
    /// <returns>The error of a record that the brokers do not have; null if they have all. In a transaction, the commit fails then.</returns>
    private async Task<Error?> ProduceAsync(IReadOnlyList<ScoredMessage> messages, CancellationToken cancellationToken)
    {
        var delivery = new Delivery();
        foreach (var (message, results, letters) in messages)
        {
            foreach (var (key, value) in results)
            {
                var record = new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(key), Value = value };
                if (!await TryProduceAsync(_results, record, delivery, cancellationToken))
                {
                    var defect = new MessageDefect(
                        "RESULT_TOO_LARGE",
                        $"The result has {value.Length} bytes, more than message.max.bytes allows."
                    );
                    await ProduceAsync(
                        message,
                        new DeadLetter(message.Body, key, null, defect),
                        delivery,
                        cancellationToken
                    );
                }
            }

            foreach (var letter in letters)
            {
                await ProduceAsync(message, letter, delivery, cancellationToken);
            }
        }

        return await delivery.WaitAsync(cancellationToken);
    }

    private async Task ProduceAsync(
        WorkMessage message,
        DeadLetter letter,
        Delivery delivery,
        CancellationToken cancellationToken
    )
    {
        static byte[] Encode(string text) => Encoding.UTF8.GetBytes(text);
        var record = new Message<byte[], byte[]>
        {
            Key = Encode(letter.Id),
            Value = letter.Body.ToArray(),
            Headers =
            [
                new Header("place", Encode(message.Place)),
                new Header("item", Encode(letter.Item?.ToString(CultureInfo.InvariantCulture) ?? "")),
                new Header("reason", Encode(letter.Defect.Reason)),
                new Header("error", Encode(letter.Defect.Error)),
            ],
        };
        if (!await TryProduceAsync(_dead, record, delivery, cancellationToken))
        {
            record.Value = []; // the place says where the message is
            await TryProduceAsync(_dead, record, delivery, cancellationToken);
        }
    }

    /// <summary>Hands a record over to the producer, and waits while its queue is full.</summary>
    /// <returns>Whether the record was small enough.</returns>
    private async Task<bool> TryProduceAsync(
        string topic,
        Message<byte[], byte[]> record,
        Delivery delivery,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            try
            {
                delivery.Begin();
                _producer.Produce(topic, record, delivery.End);
                return true;
            }
            catch (ProduceException<byte[], byte[]> e)
            {
                delivery.Cancel();
                if (e.Error.Code == ErrorCode.MsgSizeTooLarge)
                {
                    return false;
                }

                if (e.Error.Code != ErrorCode.Local_QueueFull)
                {
                    throw Refused(e.Error);
                }

                await Task.Delay(10, cancellationToken);
            }
        }
    }

    /// <summary>Runs a step of a transaction until it succeeds.</summary>
    private static async Task RepeatAsync(Action step, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await Task.Run(step, cancellationToken);
                return;
            }
            catch (KafkaRetriableException)
            {
                await Task.Delay(RetryDelay, cancellationToken);
            }
            catch (KafkaException e) when (e is not KafkaTxnRequiresAbortException)
            {
                throw Refused(e.Error);
            }
        }
    }

    private static InvalidOperationException Refused(Error error) =>
        new($"Kafka refuses to take the results: {error.Reason}");

    /// <summary>Counts records until the brokers have all of them.</summary>
    private sealed class Delivery
    {
        private readonly TaskCompletionSource _delivered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Error? _error;
        private int _open = 1;

        public void Begin() => Interlocked.Increment(ref _open);

        public void Cancel() => Interlocked.Decrement(ref _open);

        public void End(DeliveryReport<byte[], byte[]> report)
        {
            if (report.Error.IsError)
            {
                _error = report.Error;
            }

            if (Interlocked.Decrement(ref _open) == 0)
            {
                _delivered.SetResult();
            }
        }

        public async Task<Error?> WaitAsync(CancellationToken cancellationToken)
        {
            if (Interlocked.Decrement(ref _open) == 0)
            {
                _delivered.SetResult();
            }

            await _delivered.Task.WaitAsync(cancellationToken);
            return _error;
        }
    }
}
