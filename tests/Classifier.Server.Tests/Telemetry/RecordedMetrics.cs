using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Classifier.Server.Telemetry;
using Classifier.Tests.Common;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Classifier.Server.Tests.Telemetry;

/// <summary>Records the metrics of one server. Keys are the name of an instrument and the values of its tags, separated by
/// spaces.</summary>
internal sealed class RecordedMetrics : IDisposable
{
    public const string Duration = "classifier.call.duration";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _values = new();
    private readonly SemaphoreSlim _ended = new(0);

    public RecordedMetrics(RunningServer server)
    {
        var scope = server.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ServerMetrics.MeterName && instrument.Meter.Scope == scope)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) =>
                _values.AddOrUpdate(
                    GetKey(instrument, tags),
                    value,
                    (_, before) => instrument.IsObservable ? value : before + value
                )
        );
        _listener.SetMeasurementEventCallback<double>(
            (instrument, _, tags, _) =>
            {
                _values.AddOrUpdate(GetKey(instrument, tags), 1, (_, before) => before + 1);
                if (instrument.Name == Duration)
                {
                    _ended.Release();
                }
            }
        );
        _listener.Start();
    }

    /// <summary>Gets the value of a counter or gauge, or the number of values of a histogram.</summary>
    public long this[string key] => _values.GetValueOrDefault(key);

    /// <summary>Returns the values of an instrument by the values of its tags, without those that are 0.</summary>
    public SortedDictionary<string, long> Of(string instrument) =>
        new(
            _values
                .Where(value => value.Key.StartsWith($"{instrument} ", StringComparison.Ordinal) && value.Value != 0)
                .ToDictionary(value => value.Key[(instrument.Length + 1)..], value => value.Value),
            StringComparer.Ordinal
        );

    /// <summary>Reads the instruments that are only read when someone asks.</summary>
    public void Read() => _listener.RecordObservableInstruments();

    /// <summary>Waits until the server has recorded calls. Clients may know the end of a call before.</summary>
    public async Task WaitForCallsAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.True(
                await _ended.WaitAsync(Timeout, TestContext.Current.CancellationToken),
                $"Only {i} of {count} calls were recorded: {string.Join("; ", Of(Duration))}"
            );
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _ended.Dispose();
    }

    private static string GetKey(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.ToArray().Select(tag => tag.Value).Prepend(instrument.Name));
}
