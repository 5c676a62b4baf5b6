using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Classifier.Access;
using Classifier.Client;
using Classifier.Tests.Common;
using Classifier.V1;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Options;
using Xunit;

namespace Classifier.Server.Tests.Client;

/// <summary>Calls servers with the client package.</summary>
public sealed class ClassifierClientTests(RunningServer server) : IDisposable
{
    private readonly TestClient _shared = new([server.Address]);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ClassifierClient Client => _shared.Client;

    public void Dispose() => _shared.Dispose();

    [Fact]
    public async Task A_headline_is_classified_with_options()
    {
        var options = new V1.ClassifyOptions
        {
            TopK = 5,
            MinScore = 0,
            Explain = true,
        };

        var classification = await Client.ClassifyAsync("Central bank raises rates", options, Stop);

        Assert.Equal("Central bank raises rates", classification.Headline);
        Assert.Equal(5, classification.Topics.Count);
        Assert.NotEmpty(classification.Reasons);
    }

    [Fact]
    public async Task A_name_is_resolved()
    {
        using var named = new TestClient(
            [$"dns:///localhost:{new Uri(server.Address).Port}"],
            options => options.UseTls = false
        );

        Assert.Equal("Rates", (await named.Client.ClassifyAsync("Rates", cancellationToken: Stop)).Headline);
    }

    [Fact]
    public async Task A_batch_beyond_the_limit_of_the_server_keeps_its_order_its_ids_and_the_errors_of_its_items()
    {
        await using var small = await RunningServer.StartAsync("--Classifier:Limits:MaxBatchItems", "7");
        using var client = new TestClient([small.Address]);
        var items = CreateItems(100);
        items[40].Headline = "";

        var results = await client.Client.ClassifyBatchAsync(items, cancellationToken: Stop);

        Assert.Equal(items.Select(item => item.Id), results.Select(result => result.Id));
        Assert.Equal("HEADLINE_EMPTY", ClassifierException.FromStatus(results[40].Error).Reason);
        Assert.Equal(
            items.Where(item => item.Headline.Length > 0).Select(item => item.Headline),
            results.Where(result => result.Error is null).Select(result => result.Classification.Headline)
        );
    }

    [Fact]
    public async Task Headlines_that_exceed_a_message_are_errors_of_their_items()
    {
        // A message has at most 67 kB.
        await using var small = await RunningServer.StartAsync(
            "--Classifier:Limits:MaxBatchItems",
            "7",
            "--Classifier:Limits:MaxPageBytes",
            "1000"
        );
        using var client = new TestClient([small.Address]);
        var items = CreateItems(5);
        items[1].Headline = new string('a', 50_000);
        items[2].Headline = new string('b', 50_000);
        items[3].Headline = new string('c', 2_000_000);

        var batch = await client.Client.ClassifyBatchAsync(items, cancellationToken: Stop);
        var stream = await client
            .Client.ClassifyStreamAsync(items.ToAsyncEnumerable(), cancellationToken: Stop)
            .ToListAsync(Stop);

        foreach (var results in new[] { batch, stream })
        {
            Assert.Equal(
                [null, "HEADLINE_TOO_LONG", "HEADLINE_TOO_LONG", "HEADLINE_TOO_LONG", null],
                results.Select(result =>
                    result.Error is null ? null : ClassifierException.FromStatus(result.Error).Reason
                )
            );
        }
    }

    [Fact]
    public async Task An_empty_batch_has_no_results_and_needs_no_server()
    {
        using var client = new TestClient(["http://127.0.0.1:1"]);

        Assert.Empty(await client.Client.ClassifyBatchAsync([], cancellationToken: Stop));
    }

    [Fact]
    public async Task Stories_are_numbered_over_a_whole_batch()
    {
        // Without stories, the batch would be sent in four parts that share the limit.
        await using var small = await RunningServer.StartAsync(
            "--Classifier:Limits:MaxBatchItems",
            "4",
            "--Classifier:Limits:MaxItemsPerCaller",
            "4"
        );
        using var client = new TestClient([small.Address]);
        string[] headlines = ["Central bank raises rates", "Rovers beat United in a rain-soaked cup final"];

        var results = await client.Client.ClassifyBatchAsync(
            [.. headlines.Concat(headlines).Select(headline => new ClassifyItem { Headline = headline })],
            new V1.ClassifyOptions { Cluster = true },
            Stop
        );

        Assert.Equal([1, 2, 1, 2], results.Select(result => result.Story));
    }

    [Fact]
    public async Task A_batch_waits_for_the_rate_of_the_server()
    {
        await using var slow = await RunningServer.StartAsync(
            "--Classifier:Limits:MaxBatchItems",
            "100",
            "--Classifier:Limits:HeadlinesPerSecond",
            "200"
        );
        using var client = new TestClient([slow.Address]);

        var results = await client.Client.ClassifyBatchAsync(CreateItems(500), cancellationToken: Stop);

        Assert.All(results, result => Assert.NotNull(result.Classification));
    }

    [Fact]
    public async Task A_stream_beyond_the_limit_of_a_chunk_keeps_its_order()
    {
        await using var small = await RunningServer.StartAsync("--Classifier:Limits:MaxBatchItems", "7");
        using var client = new TestClient([small.Address]);
        var items = CreateItems(100);

        var results = await client
            .Client.ClassifyStreamAsync(items.ToAsyncEnumerable(), cancellationToken: Stop)
            .ToListAsync(Stop);

        Assert.Equal(
            items.Select(item => (item.Id, item.Headline)),
            results.Select(result => (result.Id, result.Classification.Headline))
        );
    }

    [Fact]
    public async Task An_item_of_a_stream_is_not_held_back_while_the_next_one_is_awaited()
    {
        var answered = new TaskCompletionSource();
        async IAsyncEnumerable<ClassifyItem> EnumerateAsync([EnumeratorCancellation] CancellationToken stop = default)
        {
            yield return new ClassifyItem { Id = "1", Headline = "Rates" };
            await answered.Task.WaitAsync(TimeSpan.FromSeconds(20), stop);
            yield return new ClassifyItem { Id = "2", Headline = "Rates" };
        }

        var ids = new List<string>();
        await foreach (var result in Client.ClassifyStreamAsync(EnumerateAsync(Stop), cancellationToken: Stop))
        {
            ids.Add(result.Id);
            answered.TrySetResult();
        }

        Assert.Equal(["1", "2"], ids);
    }

    [Fact]
    public async Task A_stream_fails_with_the_exception_of_its_items()
    {
        static async IAsyncEnumerable<ClassifyItem> EnumerateAsync()
        {
            yield return new ClassifyItem { Headline = "Rates" };
            await Task.Yield();
            throw new InvalidDataException("broken");
        }

        var error = await Assert.ThrowsAsync<InvalidDataException>(async () =>
            await Client.ClassifyStreamAsync(EnumerateAsync(), cancellationToken: Stop).CountAsync(Stop)
        );

        Assert.Equal("broken", error.Message);
    }

    [Fact]
    public async Task A_stream_that_is_left_stops_reading_its_items()
    {
        var stopped = false;
        async IAsyncEnumerable<ClassifyItem> EnumerateAsync([EnumeratorCancellation] CancellationToken stop = default)
        {
            try
            {
                yield return new ClassifyItem { Id = "1", Headline = "Rates" };
                await Task.Delay(Timeout.Infinite, stop).WaitAsync(TimeSpan.FromSeconds(20), stop);
            }
            finally
            {
                stopped = true;
            }
        }

        Assert.Equal(
            "1",
            (await Client.ClassifyStreamAsync(EnumerateAsync(Stop), cancellationToken: Stop).FirstAsync(Stop)).Id
        );
        Assert.True(stopped);
    }

    [Fact]
    public async Task Options_that_a_server_rejects_fail_a_stream_that_still_waits_for_items()
    {
        static async IAsyncEnumerable<ClassifyItem> EnumerateAsync(
            [EnumeratorCancellation] CancellationToken stop = default
        )
        {
            yield return new ClassifyItem { Headline = "Rates" };
            await Task.Delay(Timeout.Infinite, stop).WaitAsync(TimeSpan.FromSeconds(20), stop);
        }

        var error = await Assert.ThrowsAsync<ClassifierException>(async () =>
            await Client
                .ClassifyStreamAsync(EnumerateAsync(Stop), new V1.ClassifyOptions { TopK = 99 }, Stop)
                .CountAsync(Stop)
        );

        Assert.Equal("TOP_K_OUT_OF_RANGE", error.Reason);
    }

    [Fact]
    public async Task A_page_is_classified()
    {
        var request = new ClassifyPageRequest
        {
            Content = ByteString.CopyFromUtf8(
                "<html><body><article><h1>Ferry returns to the islands after a week of storms</h1></article></body></html>"
            ),
        };

        var page = await Client.ClassifyPageAsync(request, Stop);

        Assert.Equal("Ferry returns to the islands after a week of storms", page.Headline);
    }

    [Fact]
    public async Task Headlines_are_compared_and_an_invalid_one_is_an_error_of_its_own()
    {
        var compared = await Client.CompareHeadlinesAsync(
            ["You won't believe what this bank did", "Central bank raises rates", ""],
            cancellationToken: Stop
        );

        Assert.Equal([2, 1, 0], compared.Select(headline => headline.Rank));
        Assert.Equal("HEADLINE_EMPTY", ClassifierException.FromStatus(compared[2].Error).Reason);
    }

    [Fact]
    public async Task A_bad_request_names_the_field_and_the_limit()
    {
        var error = await Assert.ThrowsAsync<ClassifierException>(() =>
            Client.ClassifyAsync(new string('a', 1_001), cancellationToken: Stop)
        );

        Assert.Equal((StatusCode.InvalidArgument, "HEADLINE_TOO_LONG"), (error.StatusCode, error.Reason));
        Assert.Equal("1000", error.Metadata["limit"]);
        var violation = Assert.Single(error.FieldViolations);
        Assert.Equal(("headline", error.Message), (violation.Field, violation.Description));
        Assert.Null(error.RetryDelay);
    }

    [Fact]
    public async Task A_call_beyond_the_rate_names_the_delay()
    {
        await using var slow = await RunningServer.StartAsync(
            "--Classifier:Limits:MaxBatchItems",
            "2",
            "--Classifier:Limits:HeadlinesPerSecond",
            "1"
        );
        using var client = new TestClient([slow.Address]);

        var error = await Assert.ThrowsAsync<ClassifierException>(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                await client.Client.ClassifyAsync("Rates", cancellationToken: Stop);
            }
        });

        Assert.Equal((StatusCode.ResourceExhausted, "RATE_LIMITED"), (error.StatusCode, error.Reason));
        Assert.True(error.RetryDelay > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_key_is_sent_with_every_call()
    {
        using var folder = new TemporaryFolder();
        var keys = folder.Of("keys.json");
        var key = ApiKeyFile.Add(keys, "reader", [ApiScopes.Classify], DateTimeOffset.UtcNow, null);
        await using var closed = await RunningServer.StartAsync("--Classifier:Security:Keys", keys);
        using var without = new TestClient([closed.Address]);
        using var with = new TestClient([closed.Address], options => options.ApiKey = key);

        var error = await Assert.ThrowsAsync<ClassifierException>(() =>
            without.Client.ClassifyAsync("Rates", cancellationToken: Stop)
        );
        Assert.Equal((StatusCode.Unauthenticated, "API_KEY_MISSING"), (error.StatusCode, error.Reason));

        var items = CreateItems(3);
        Assert.Equal(3, (await with.Client.ClassifyBatchAsync(items, cancellationToken: Stop)).Count);
        Assert.Equal(
            3,
            await with.Client.ClassifyStreamAsync(items.ToAsyncEnumerable(), cancellationToken: Stop).CountAsync(Stop)
        );
    }

    [Fact]
    public async Task A_server_that_does_not_answer_ends_the_call_at_its_deadline()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var client = new TestClient(
            [$"http://{silent.LocalEndpoint}"],
            options => options.Deadline = TimeSpan.FromSeconds(0.1)
        );

        var error = await Assert.ThrowsAsync<ClassifierException>(() =>
            client.Client.ClassifyAsync("Rates", cancellationToken: Stop)
        );

        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.Null(error.Reason);
    }

    [Fact]
    public async Task A_deadline_that_expires_as_the_response_arrives_is_a_deadline()
    {
        var items = Enumerable.Repeat(new ClassifyItem { Headline = "Central bank raises rates" }, 2_000).ToArray();
        for (var milliseconds = 1; milliseconds <= 40; milliseconds++)
        {
            using var client = new TestClient(
                [server.Address],
                options => options.Deadline = TimeSpan.FromMilliseconds(milliseconds)
            );
            var calls = await Task.WhenAll(
                Enumerable
                    .Range(0, 10)
                    .Select(_ =>
                        Record
                            .ExceptionAsync(() => client.Client.ClassifyBatchAsync(items, cancellationToken: Stop))
                            .AsTask()
                    )
            );

            Assert.All(
                calls.OfType<Exception>(),
                e => Assert.Equal(StatusCode.DeadlineExceeded, Assert.IsType<ClassifierException>(e).StatusCode)
            );
        }
    }

    [Fact]
    public async Task A_call_that_a_closing_connection_refused_is_answered_by_another_server()
    {
        using var closing = new ClosingServer();
        using var client = new TestClient([closing.Address, server.Address]);

        while (!closing.HasRefused)
        {
            Assert.Equal("Rates", (await client.Client.ClassifyAsync("Rates", cancellationToken: Stop)).Headline);
        }
    }

    [Fact]
    public async Task A_canceled_call_throws_what_a_canceled_task_throws()
    {
        using var canceled = new CancellationTokenSource();
        await canceled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Client.ClassifyAsync("Rates", cancellationToken: canceled.Token)
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Client.ClassifyBatchAsync(CreateItems(3), cancellationToken: canceled.Token)
        );
    }

    [Theory]
    [InlineData("Addresses")]
    [InlineData("Addresses", "ftp://127.0.0.1")]
    [InlineData("Addresses", "http://127.0.0.1:1", "https://127.0.0.1:2")]
    [InlineData("Addresses", "dns:///a:1", "dns:///b:1")]
    [InlineData("MaxAttempts", "http://127.0.0.1:1")]
    public void Invalid_options_are_refused_by_name(string name, params string[] addresses)
    {
        var error = Assert.Throws<OptionsValidationException>(() =>
            new TestClient(addresses, options => options.MaxAttempts = name == "MaxAttempts" ? 6 : 5)
        );

        Assert.StartsWith(name, error.Message, StringComparison.Ordinal);
    }

    private static ClassifyItem[] CreateItems(int count) =>
        [
            .. Enumerable
                .Range(1, count)
                .Select(i => new ClassifyItem { Id = $"id-{i}", Headline = $"Central bank raises rates for time {i}" }),
        ];
}
