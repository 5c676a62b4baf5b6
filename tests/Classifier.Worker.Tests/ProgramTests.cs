using System.Net;
using System.Text.Json.Nodes;
using Classifier.Models;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Worker.Tests;

public sealed class ProgramTests(RedisServer redis)
{
    [Theory]
    [InlineData("--Classifier:Worker:Input=", "redis://127.0.0.1:6379/headlines")]
    [InlineData("--Classifier:Worker:Input=amqp://host/queue", "amqp://host/queue")]
    [InlineData("--Classifier:Worker:Input=redis://host:6379", "redis://host:6379;")]
    [InlineData("--Classifier:Worker:Input=redis://me:secret@host:6379/x", "Passwords are settings of their own")]
    [InlineData("--Classifier:Worker:Batch=0", "between 1 and 100000")]
    [InlineData("--Classifier:Worker:Bacth=5", "Classifier:Worker:Batch")]
    [InlineData("--Classifier:Worker:Redis:pasword=x", "pasword")]
    public void A_wrong_setting_is_refused_with_what_to_do(string setting, string expected)
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            Program.Build(["--Classifier:Worker:Input=redis://127.0.0.1:1/x", setting])
        );
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_serves_health_and_metrics()
    {
        var stream = redis.CreateStream();
        await redis.AddAsync(stream, ["Rates rise", ""]);
        await using var worker = await RunningWorker.StartAsync(redis.AddressOf(stream));
        await redis.WaitForAsync($"{stream}.classified", 1);
        using var http = new HttpClient { BaseAddress = new Uri(worker.Address) };
        var ready = await http.GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        var metrics = "";
        while (!metrics.Contains("classifier_worker_messages_total{", StringComparison.Ordinal))
        {
            metrics = await http.GetStringAsync(
                new Uri("/metrics", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
        }

        Assert.Contains("reason=\"HEADLINE_EMPTY\"} 1", metrics, StringComparison.Ordinal);
        Assert.Contains("classifier_headlines_total", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_is_not_ready_while_the_engine_does_not_answer()
    {
        var stream = redis.CreateStream();
        await using var own = await RedisServer.StartAsync();
        await using var worker = await RunningWorker.StartAsync(own.AddressOf(stream));
        using var http = new HttpClient { BaseAddress = new Uri(worker.Address) };
        await WaitForStatusAsync(http, HttpStatusCode.OK);
        own.Kill();
        await WaitForStatusAsync(http, HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Results_name_the_version_that_is_active_when_they_are_scored()
    {
        var stream = redis.CreateStream();
        using var models = new TemporaryFolder();
        foreach (var task in ModelBundle.Tasks)
        {
            foreach (var version in new[] { "1", "2" })
            {
                Copy(task, models.Of(task, version));
            }

            ActiveVersion.Set(models.Of(task), "1", null);
        }

        await using var worker = await RunningWorker.StartAsync(
            redis.AddressOf(stream),
            $"--Classifier:Models={models.Path}"
        );
        await redis.AddAsync(stream, ["Rates rise"]);
        Assert.Equal("1", GetVersion((await redis.WaitForAsync($"{stream}.classified", 1))[0]["value"]!));
        ActiveVersion.Set(models.Of(ModelBundle.TopicTask), "2", null);
        for (var count = 2; ; count++)
        {
            await redis.AddAsync(stream, ["Rates rise"]);
            if (GetVersion((await redis.WaitForAsync($"{stream}.classified", count))[^1]["value"]!) == "2")
            {
                break;
            }
        }
    }

    private static string GetVersion(string result) => (string)JsonNode.Parse(result)!["modelVersions"]!["topic"]!;

    private static void Copy(string task, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(ModelStore.FindModel(ModelStore.FindRoot(), task)))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    private static async Task WaitForStatusAsync(HttpClient http, HttpStatusCode expected)
    {
        while (true)
        {
            var ready = await http.GetAsync(
                new Uri("/readyz", UriKind.Relative),
                TestContext.Current.CancellationToken
            );
            if (ready.StatusCode == expected)
            {
                return;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
