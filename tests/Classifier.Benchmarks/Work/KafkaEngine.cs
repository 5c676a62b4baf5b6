using System.Text;
using Classifier.Worker.Tests;
using Confluent.Kafka;

namespace Classifier.Benchmarks.Work;

/// <summary>Represents the mock cluster of librdkafka: a broker for the input and the group, and one for the output.</summary>
internal sealed class KafkaEngine : IWorkEngine
{
    private const string Topic = "headlines";
    private const int Partitions = 16;
    private const int InputBroker = 1;
    private const int OutputBroker = 2;

    private readonly MockKafka _kafka = new(brokers: 2);
    private readonly bool _isExactlyOnce;
    private readonly IProducer<string, byte[]> _producer;
    private readonly Dictionary<bool, IConsumer<string, byte[]>> _consumers = [];

    public KafkaEngine(bool isExactlyOnce)
    {
        _isExactlyOnce = isExactlyOnce;
        foreach (
            var (topic, broker) in new[] { (Topic, InputBroker), (Of(false), OutputBroker), (Of(true), OutputBroker) }
        )
        {
            _kafka.CreateTopic(topic, Partitions);
            _kafka.SetLeader(topic, Partitions, broker);
        }

        _kafka.SetGroupCoordinator("classifier", InputBroker);
        _producer = new ProducerBuilder<string, byte[]>(
            new ProducerConfig
            {
                BootstrapServers = _kafka.Bootstrap,
                CompressionType = CompressionType.Lz4,
                EnableIdempotence = true,
                LingerMs = 20,
            }
        ).Build();
    }

    public string Name => _isExactlyOnce ? "Kafka, exactly once" : "Kafka";

    public string Input => $"kafka://{_kafka.Bootstrap}/{Topic}";

    public string[] Settings => [$"--Classifier:Worker:ExactlyOnce={_isExactlyOnce}"];

    // The mock cluster waits for the whole session timeout, less a second, while a group divides its partitions. Brokers wait until all
    // have answered.
    public string[] JoinSettings =>
        ["--Classifier:Worker:Kafka:session.timeout.ms=1500", "--Classifier:Worker:Kafka:heartbeat.interval.ms=300"];

    public bool IsOrdered => false;

    public async Task AddAsync(string id, byte[] body)
    {
        while (true)
        {
            try
            {
                _producer.Produce(Topic, new Message<string, byte[]> { Key = id, Value = body });
                return;
            }
            catch (ProduceException<string, byte[]> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                await Task.Delay(10);
            }
        }
    }

    public Task FlushAsync() => Task.Run(() => _producer.Flush(CancellationToken.None));

    public Task<IReadOnlyList<(string Key, byte[] Value, string Reason)>> ReadAsync(bool isDead) =>
        Task.Run(() =>
        {
            var messages = new List<(string, byte[], string)>();
            var consumer = GetConsumer(isDead);
            while (messages.Count < 10_000 && consumer.Consume(10)?.Message is { } message)
            {
                var reason = isDead ? Encoding.UTF8.GetString(message.Headers.GetLastBytes("reason")) : "";
                messages.Add((message.Key, message.Value, reason));
            }

            return (IReadOnlyList<(string, byte[], string)>)messages;
        });

    public async Task InterruptAsync()
    {
        _kafka.SetDown(OutputBroker);
        await Task.Delay(TimeSpan.FromSeconds(2));
        _kafka.SetUp(OutputBroker);
    }

    public async Task BlockOutputAsync(TimeSpan time)
    {
        _kafka.SetDown(OutputBroker);
        await Task.Delay(time);
        _kafka.SetUp(OutputBroker);
    }

    public ValueTask DisposeAsync()
    {
        _producer.Dispose();
        foreach (var consumer in _consumers.Values)
        {
            consumer.Dispose();
        }

        _kafka.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Of(bool isDead) => $"{Topic}.{(isDead ? "dead" : "classified")}";

    private IConsumer<string, byte[]> GetConsumer(bool isDead)
    {
        if (!_consumers.TryGetValue(isDead, out var consumer))
        {
            consumer = new ConsumerBuilder<string, byte[]>(
                new ConsumerConfig
                {
                    BootstrapServers = _kafka.Bootstrap,
                    GroupId = "reader",
                    EnableAutoCommit = false,
                    IsolationLevel = IsolationLevel.ReadCommitted,
                }
            ).SetErrorHandler((_, _) => { }).SetLogHandler((_, _) => { }).Build();
            consumer.Assign(
                Enumerable
                    .Range(0, Partitions)
                    .Select(partition => new TopicPartitionOffset(Of(isDead), partition, Offset.Beginning))
            );
            _consumers[isDead] = consumer;
        }

        return consumer;
    }
}
