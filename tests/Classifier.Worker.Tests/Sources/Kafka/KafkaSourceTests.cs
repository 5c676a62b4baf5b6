using System.Text;
using Classifier.Worker.Sources;
using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Classifier.Worker.Tests.Sources.Kafka;

public sealed class KafkaSourceTests : IDisposable
{
    private const string Topic = "headlines";

    /// <summary>The number of partitions of topics that the mock cluster creates by itself.</summary>
    private const int DefaultPartitions = 4;

    private readonly MockKafka _kafka = new();

    private string Input => $"kafka://{_kafka.Bootstrap}/{Topic}";

    public void Dispose() => _kafka.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Messages_become_results_with_their_keys_and_dead_letters_with_their_place(bool isExactlyOnce)
    {
        _kafka.CreateTopic(Topic, 1);
        await ProduceAsync(["Rates rise", "", "Rates fall"]);
        await using var worker = await RunningWorker.StartAsync(
            Input,
            $"--Classifier:Worker:ExactlyOnce={isExactlyOnce}"
        );
        var results = Consume($"{Topic}.classified", 2);
        Assert.Equal(["0", "2"], results.Select(result => result.Message.Key).Order());
        Assert.Contains("\"headline\":\"Rates rise\"", results[0].Message.Value, StringComparison.Ordinal);
        var dead = Assert.Single(Consume($"{Topic}.dead", 1));
        Assert.Equal("HEADLINE_EMPTY", GetHeader(dead, "reason"));
        Assert.Equal($"{Topic}/0/1", GetHeader(dead, "place"));
    }

    [Fact]
    public async Task Workers_share_the_partitions_and_one_that_stops_leaves_no_message_behind()
    {
        const int Messages = 4_000;
        _kafka.CreateTopic(Topic, 4);
        await using var first = await RunningWorker.StartAsync(Input, "--Classifier:Worker:Batch=50");
        var second = await RunningWorker.StartAsync(Input, "--Classifier:Worker:Batch=50");
        await ProduceAsync(Enumerable.Repeat("Rates rise", Messages));
        Consume($"{Topic}.classified", 100);
        await second.DisposeAsync();
        var keys = Consume($"{Topic}.classified", Messages).Select(result => result.Message.Key).ToArray();
        Assert.Equal(Messages, keys.Distinct().Count());
    }

    [Fact]
    public async Task A_worker_goes_on_when_the_broker_is_reachable_again()
    {
        _kafka.CreateTopic(Topic, 2);
        await using var worker = await RunningWorker.StartAsync(Input);
        await ProduceAsync(["Rates rise"]);
        Consume($"{Topic}.classified", 1);
        _kafka.SetDown(1);
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        _kafka.SetUp(1);
        await ProduceAsync(["Rates fall", "Rates stay"]);
        Assert.Equal(3, Consume($"{Topic}.classified", 3).Count);
    }

    [Fact]
    public async Task The_lag_is_what_the_group_has_not_committed()
    {
        _kafka.CreateTopic(Topic, 3);
        await ProduceAsync(Enumerable.Repeat("Rates rise", 100));
        await using var app = RunningWorker.Build(Input);
        await using var source = app.Services.GetRequiredService<IWorkSource>();
        await source.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(100, await source.MeasureLagAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("no.such.setting", "x", "no.such.setting")]
    [InlineData("enable.auto.commit", "true", "Remove it")]
    public async Task A_setting_that_cannot_be_used_is_named(string key, string value, string expected)
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await using var app = RunningWorker.Build(Input, $"--Classifier:Worker:Kafka:{key}={value}");
            await using var source = app.Services.GetRequiredService<IWorkSource>();
            await source.StartAsync(TestContext.Current.CancellationToken);
        });
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Produces headlines with the keys 0, 1, 2, and so on.</summary>
    private async Task ProduceAsync(IEnumerable<string> headlines)
    {
        using var producer = new ProducerBuilder<string, string>(
            new ProducerConfig { BootstrapServers = _kafka.Bootstrap }
        ).Build();
        await Task.WhenAll(
            headlines.Select(
                (headline, i) =>
                    producer.ProduceAsync(Topic, new Message<string, string> { Key = $"{i}", Value = headline })
            )
        );
    }

    /// <summary>Reads a topic from its begin until it has had a number of messages.</summary>
    private List<ConsumeResult<string, string>> Consume(string topic, int count)
    {
        using var consumer = new ConsumerBuilder<string, string>(
            new ConsumerConfig
            {
                BootstrapServers = _kafka.Bootstrap,
                GroupId = Guid.NewGuid().ToString(),
                AutoOffsetReset = AutoOffsetReset.Earliest,
                EnableAutoCommit = false,
                AllowAutoCreateTopics = true,
            }
        ).Build();
        consumer.Assign(
            Enumerable
                .Range(0, DefaultPartitions)
                .Select(partition => new TopicPartitionOffset(topic, partition, Offset.Beginning))
        );
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        var messages = new List<ConsumeResult<string, string>>();
        while (messages.Count < count)
        {
            try
            {
                messages.Add(consumer.Consume(timeout.Token));
            }
            catch (ConsumeException e) when (!e.Error.IsFatal)
            {
                // The topic does not exist yet.
            }
        }

        consumer.Close();
        return messages;
    }

    private static string GetHeader(ConsumeResult<string, string> message, string name) =>
        Encoding.UTF8.GetString(message.Message.Headers.GetLastBytes(name));
}
