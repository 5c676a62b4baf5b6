using System.Numerics;

namespace Classifier.Server.Telemetry;

/// <summary>Counts events of several kinds on many threads. Each core has counters of its own, so that threads do not wait for each
/// other's cache lines.</summary>
/// <param name="count">The number of counters.</param>
internal sealed class StripedCounters(int count)
{
    /// <summary>The counters of two cache lines, which are fetched together.</summary>
    private const int Alignment = 128 / sizeof(long);

    private static readonly int Stripes = (int)BitOperations.RoundUpToPowerOf2((uint)Environment.ProcessorCount);

    private readonly int _stride = (count + (2 * Alignment) - 1) / Alignment * Alignment;
    private readonly long[] _counters = new long[Stripes * ((count + (2 * Alignment) - 1) / Alignment * Alignment)];

    /// <summary>Adds to a counter.</summary>
    /// <param name="counter">The index of the counter.</param>
    /// <param name="value">The number of events.</param>
    public void Add(int counter, long value = 1) =>
        Interlocked.Add(ref _counters[((Thread.GetCurrentProcessorId() & (Stripes - 1)) * _stride) + counter], value);

    /// <summary>Returns the value of each counter.</summary>
    public long[] Read()
    {
        var values = new long[count];
        for (var i = 0; i < values.Length; i++)
        {
            for (var stripe = 0; stripe < Stripes; stripe++)
            {
                values[i] += Interlocked.Read(ref _counters[(stripe * _stride) + i]);
            }
        }

        return values;
    }
}
