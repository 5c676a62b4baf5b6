using System.Diagnostics.Metrics;
using Classifier.Models;
using Classifier.Server.Telemetry;
using Classifier.Server.Tests.Serving;
using Classifier.V1;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Classifier.Server.Tests.Telemetry;

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

        var measured = new Dictionary<string, long>();
        var scope = server.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == ServerMetrics.MeterName && instrument.Meter.Scope == scope)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) =>
            {
                var key = string.Join(' ', tags.ToArray().Select(tag => tag.Value).Prepend(instrument.Name));
                measured[key] = value;
            }
        );
        listener.Start();
        listener.RecordObservableInstruments();

        Assert.Equal(2, measured["classifier.model.calls topic 5"]);
        Assert.Equal(1, measured["classifier.model.calls topic 6"]);
        Assert.Equal(1, measured["classifier.model.reloads replaced"]);
        Assert.Equal(1, measured["classifier.model.reloads refused"]);
        Assert.Equal(0, measured["classifier.canary.headlines"]);
    }
}
