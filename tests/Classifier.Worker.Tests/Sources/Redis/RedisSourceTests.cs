using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Classifier.Models;
using Classifier.Scoring;
using Classifier.Worker.Messages;
using Classifier.Worker.Sources;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using Xunit;

namespace Classifier.Worker.Tests.Sources.Redis;

public sealed class RedisSourceTests(RedisServer redis)
{
    private const string Group = "classifier";

    [Fact]
    public async Task Results_have_the_json_of_the_command_line_and_the_order_of_the_messages()
    {
        var stream = redis.CreateStream();
        string[] headlines = ["Central bank raises rates", "10 things your dentist won’t tell you", "Köln wins 2–1"];
        await redis.AddAsync(stream, headlines);
        await using var worker = await RunningWorker.StartAsync(redis.AddressOf(stream));
        var results = await redis.WaitForAsync($"{stream}.classified", headlines.Length);
        using var classifier = HeadlineClassifier.Load(ModelStore.FindRoot());
        Assert.Equal(headlines.Select(headline => Write(classifier.Classify(headline))), results.Get("value"));
        Assert.Equal(["0", "1", "2"], results.Get("key"));
    }

    [Fact]
    public async Task A_message_without_a_result_becomes_a_dead_letter_and_the_others_keep_their_order()
    {
        var stream = redis.CreateStream();
        await redis.AddAsync(stream, ["Rates rise", " ", new string('x', 1_001), "Rates fall"]);
        await redis.Database.StreamAddAsync(stream, "value", new byte[] { 0x52, 0xFF });
        await redis.Database.StreamAddAsync(stream, [new("a", "1"), new("b", "2")]);
        await using var worker = await RunningWorker.StartAsync(redis.AddressOf(stream));
        var dead = await redis.WaitForAsync($"{stream}.dead", 4);
        Assert.Equal(["HEADLINE_EMPTY", "HEADLINE_TOO_LONG", "MESSAGE_NOT_UTF8", "FIELD_MISSING"], dead.Get("reason"));
        Assert.Equal("1", dead[0]["id"]);
        Assert.Equal(new byte[] { 0x52, 0xFF }, (byte[])dead[2]["value"]!);
        Assert.StartsWith($"{stream}/", dead[2]["place"], StringComparison.Ordinal);
        Assert.Equal(["0", "3"], (await redis.WaitForAsync($"{stream}.classified", 2)).Get("key"));
        Assert.Equal(0, (await redis.Database.StreamPendingAsync(stream, Group)).PendingMessageCount);
    }

    [Fact]
    public async Task Messages_of_a_worker_that_died_are_taken_over()
    {
        var stream = redis.CreateStream();
        await redis.AddAsync(stream, ["Rates rise", "Rates fall"]);
        await AbandonAsync(stream, deliveries: 1);
        await using var worker = await RunningWorker.StartAsync(redis.AddressOf(stream));
        Assert.Equal(["0", "1"], (await redis.WaitForAsync($"{stream}.classified", 2)).Get("key"));
    }

    [Fact]
    public async Task Messages_on_their_last_delivery_do_not_hold_up_the_others()
    {
        const int Others = 40;
        const int Batch = 50;
        const int OnLastDelivery = 120;
        var stream = redis.CreateStream();
        await redis.AddAsync(stream, [.. Enumerable.Range(0, OnLastDelivery).Select(n => $"Rates rise {n}")]);
        await AbandonAsync(stream, deliveries: 2);
        await redis.AddAsync(stream, [.. Enumerable.Range(0, Others).Select(n => $"Rates fall {n}")]);
        await AbandonAsync(stream, deliveries: 1);
        await using var worker = await RunningWorker.StartAsync(
            redis.AddressOf(stream),
            $"--Classifier:Worker:Batch={Batch}"
        );
        var values = (await redis.WaitForAsync($"{stream}.classified", OnLastDelivery + Others)).Get("value");
        Assert.Equal(OnLastDelivery + Others, values.Distinct().Count());
        Assert.All(values[..Others], value => Assert.Contains("Rates fall", value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_was_delivered_three_times_becomes_a_dead_letter()
    {
        var stream = redis.CreateStream();
        await redis.AddAsync(stream, ["Rates rise"]);
        await AbandonAsync(stream, deliveries: 3);
        await redis.AddAsync(stream, ["Rates fall"]);
        await using var worker = await RunningWorker.StartAsync(redis.AddressOf(stream));
        var dead = await redis.WaitForAsync($"{stream}.dead", 1);
        Assert.Equal(["DELIVERIES_EXCEEDED"], dead.Get("reason"));
        Assert.Equal(["Rates rise"], dead.Get("value"));
        Assert.Single(await redis.WaitForAsync($"{stream}.classified", 1));
    }

    [Fact]
    public async Task A_message_that_is_completed_twice_has_one_result()
    {
        var stream = redis.CreateStream();
        await redis.AddAsync(stream, ["Rates rise"]);
        await using var app = RunningWorker.Build(redis.AddressOf(stream));
        var source = app.Services.GetRequiredService<IWorkSource>();
        await source.StartAsync(TestContext.Current.CancellationToken);
        var messages = await source.ReadAsync(10, TimeSpan.Zero, TestContext.Current.CancellationToken);
        ScoredMessage[] scored =
        [
            .. messages.Select(message => new ScoredMessage(message, [new WorkResult("key", "{}"u8.ToArray())], [])),
        ];
        await source.CompleteAsync(scored, TestContext.Current.CancellationToken);
        await source.CompleteAsync(scored, TestContext.Current.CancellationToken);
        Assert.Single(await redis.WaitForAsync($"{stream}.classified", 1));
    }

    [Fact]
    public async Task The_lag_counts_messages_that_are_not_acknowledged()
    {
        var stream = redis.CreateStream();
        await redis.AddAsync(stream, Enumerable.Repeat("Rates rise", 2_500));
        await using var app = RunningWorker.Build(redis.AddressOf(stream));
        var source = app.Services.GetRequiredService<IWorkSource>();
        Assert.Null(await source.MeasureLagAsync(TestContext.Current.CancellationToken));
        await source.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2_500, await source.MeasureLagAsync(TestContext.Current.CancellationToken));
        var messages = await source.ReadAsync(100, TimeSpan.Zero, TestContext.Current.CancellationToken);
        Assert.Equal(2_500, await source.MeasureLagAsync(TestContext.Current.CancellationToken));
        await source.CompleteAsync(
            [.. messages.Select(message => new ScoredMessage(message, [], []))],
            TestContext.Current.CancellationToken
        );
        Assert.Equal(2_400, await source.MeasureLagAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Workers_go_on_after_the_server_was_killed_and_no_result_is_lost_or_written_twice()
    {
        var stream = redis.CreateStream();
        const int Messages = 30_000;
        await using var own = await RedisServer.StartAsync();
        await own.AddAsync(stream, Enumerable.Repeat("Rates rise", Messages));
        await using var first = await RunningWorker.StartAsync(own.AddressOf(stream), "--Classifier:Worker:Batch=100");
        await using var second = await RunningWorker.StartAsync(own.AddressOf(stream), "--Classifier:Worker:Batch=100");
        await own.WaitForAsync($"{stream}.classified", 1_000);
        own.Kill();
        own.Launch();
        var results = await own.WaitForAsync($"{stream}.classified", Messages);
        Assert.Equal(Enumerable.Range(0, Messages), results.Get("key").Select(Parse).Order());
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_stop_acknowledges_what_it_has_read()
    {
        var stream = redis.CreateStream();
        await redis.AddAsync(stream, Enumerable.Repeat("Rates rise", 100_000));
        using var process = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [
                    Path.Combine(AppContext.BaseDirectory, "Classifier.Worker.dll"),
                    $"--Classifier:Worker:Input={redis.AddressOf(stream)}",
                ]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        await redis.WaitForAsync($"{stream}.classified", 1);
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        Assert.Equal(0, (await redis.Database.StreamPendingAsync(stream, Group)).PendingMessageCount);
        Assert.Empty(await redis.Database.StreamConsumerInfoAsync(stream, Group));
        var keys = (await redis.WaitForAsync($"{stream}.classified", 1)).Get("key").Select(Parse).ToArray();
        Assert.Equal(Enumerable.Range(0, keys.Length), keys);
    }

    [Fact]
    public async Task A_worker_does_not_start_on_a_key_that_is_no_stream()
    {
        var stream = redis.CreateStream();
        await redis.Database.StringSetAsync($"{stream}.dead", "x");
        await using var app = RunningWorker.Build(redis.AddressOf(stream));
        var source = app.Services.GetRequiredService<IWorkSource>();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            source.StartAsync(TestContext.Current.CancellationToken)
        );
        Assert.Contains($"{stream}.dead", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Delivers all messages to a worker that does not acknowledge them.</summary>
    private async Task AbandonAsync(string stream, int deliveries)
    {
        if ((await redis.Database.StreamGroupInfoAsync(stream)).Length == 0)
        {
            await redis.Database.StreamCreateConsumerGroupAsync(stream, Group, "0-0");
        }

        var entries = await redis.Database.StreamReadGroupAsync(stream, Group, "dead", ">");
        object[] arguments =
        [
            (RedisKey)stream,
            Group,
            "dead",
            0,
            .. entries.Select(entry => entry.Id.ToString()),
            "IDLE",
            60_000,
            "RETRYCOUNT",
            deliveries,
        ];
        await redis.Database.ExecuteAsync("XCLAIM", arguments);
    }

    private static string Write(Classification classification)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, ClassificationJson.Options))
        {
            ClassificationJson.Write(json, classification, reasons: false);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static int Parse(string key) => int.Parse(key, CultureInfo.InvariantCulture);
}
