using Classifier.Models;
using Classifier.Server.Tests.Serving;
using Classifier.Tests.Common;
using Classifier.V1;
using Xunit;

namespace Classifier.Server.Tests.Telemetry;

[InProcess("They listen to the meters of the process.")]
public sealed class ServerMetricsTests : IDisposable
{
    private const string Topic = ModelBundle.TopicTask;

    private readonly ModelFolder _models = new();

    public ServerMetricsTests()
    {
        _models.Add(Topic, "5", "6");
        _models.Activate(Topic, "5");
    }

    public void Dispose() => _models.Dispose();

    [Fact]
    public async Task Calls_and_reloads_are_counted()
    {
        await using var server = await _models.StartAsync();
        using var measured = new RecordedMetrics(server);
        _models.Label(Topic, "canary", "6");
        await ModelFolder.ReloadAsync(server);
        _models.Label(Topic, "canary", "7");
        await ModelFolder.ReloadAsync(server);
        foreach (var version in new[] { "", "", "canary" })
        {
            await server.Classifier.ClassifyAsync(
                new ClassifyRequest
                {
                    Headline = "Rates rise",
                    Options = new ClassifyOptions { ModelVersion = version },
                },
                cancellationToken: TestContext.Current.CancellationToken
            );
        }

        measured.Read();
        Assert.Equal(2, measured["classifier.model.calls topic 5"]);
        Assert.Equal(1, measured["classifier.model.calls topic 6"]);
        Assert.Equal(1, measured["classifier.model.reloads replaced"]);
        Assert.Equal(1, measured["classifier.model.reloads refused"]);
        Assert.Equal(0, measured["classifier.canary.headlines"]);
        Assert.Equal(
            (1, 0),
            (measured["classifier.model.active topic 5"], measured["classifier.model.active topic 6"])
        );
    }
}
