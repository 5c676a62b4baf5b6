using Confluent.Kafka;

namespace Classifier.Worker.Sources.Kafka;

/// <summary>Creates the settings of librdkafka. The user's settings replace the worker's, apart from those that make the worker
/// correct.</summary>
internal static class KafkaSettings
{
    private static readonly string[] Fixed =
    [
        "bootstrap.servers",
        "group.id",
        "enable.auto.offset.store",
        "enable.auto.commit",
        "enable.idempotence",
        "transactional.id",
    ];

    /// <summary>Creates the settings of the consumer. Offsets are stored when results are written, and committed every second and when
    /// partitions are revoked.</summary>
    public static ConsumerConfig CreateConsumer(WorkerOptions options, SourceAddress address)
    {
        var config = new ConsumerConfig
        {
            AutoOffsetReset = AutoOffsetReset.Earliest,
            PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
            AutoCommitIntervalMs = 1_000,
            SessionTimeoutMs = 6_000, // the time after which others get the partitions of a worker that died
            HeartbeatIntervalMs = 1_000,
            QueuedMaxMessagesKbytes = 16 * 1024,
            TopicMetadataRefreshIntervalMs = 30_000,
            ReconnectBackoffMaxMs = 1_000,
        };
        Pass(options, config);
        config.BootstrapServers = address.Hosts;
        config.GroupId = options.Group;
        config.EnableAutoOffsetStore = false;
        config.EnableAutoCommit = !options.ExactlyOnce;
        if (options.ExactlyOnce)
        {
            config.IsolationLevel = IsolationLevel.ReadCommitted;
        }

        return config;
    }

    /// <summary>Creates the settings of the producer. It tries again without end, because a message is not acknowledged before its
    /// results are written.</summary>
    public static ProducerConfig CreateProducer(WorkerOptions options, SourceAddress address)
    {
        var config = new ProducerConfig
        {
            LingerMs = 5,
            CompressionType = CompressionType.Lz4,
            ReconnectBackoffMaxMs = 1_000,
            MessageTimeoutMs = options.ExactlyOnce ? null : 0,
        };
        if (options.ExactlyOnce)
        {
            config.TransactionTimeoutMs = 10_000; // the time that readers wait for the results of a worker that died
        }

        Pass(options, config);
        config.BootstrapServers = address.Hosts;
        config.EnableIdempotence = true;
        if (options.ExactlyOnce)
        {
            // Brokers refuse the offsets of a worker that does not belong to the group anymore, whatever its id is.
            config.TransactionalId = $"{options.Group}-{Guid.NewGuid():N}";
        }

        return config;
    }

    /// <summary>Refuses settings that the worker needs for itself.</summary>
    /// <exception cref="InvalidOperationException">A setting must not be set.</exception>
    public static void Validate(WorkerOptions options)
    {
        if (options.Kafka.Keys.FirstOrDefault(key => Fixed.Contains(key)) is { } key)
        {
            throw new InvalidOperationException(
                $"{WorkerOptions.Section}:{nameof(options.Kafka)}:{key} must not be set, because the worker's guarantees depend on it. Remove it."
            );
        }
    }

    private static void Pass(WorkerOptions options, ClientConfig config)
    {
        foreach (var (key, value) in options.Kafka)
        {
            config.Set(key, value);
        }
    }
}
