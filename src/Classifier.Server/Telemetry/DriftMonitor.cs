using Classifier.Models;
using Classifier.Server.Serving;
using Classifier.Statistics;

namespace Classifier.Server.Telemetry;

/// <summary>Compares the scores of the last hour with the reference of each loaded version.</summary>
/// <param name="models">The served models.</param>
/// <param name="time">The clock.</param>
internal sealed class DriftMonitor(ServedModels models, TimeProvider time) : BackgroundService
{
    /// <summary>The number of headlines from which on chance alone hardly moves the index: 18 bins reach about .02.</summary>
    public const int MinHeadlines = 1_000;

    private static readonly TimeSpan Window = TimeSpan.FromHours(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();

    /// <summary>The counts of each loaded version, oldest first. A version is known by its tally, which is small, so that the memory of
    /// a dropped version can be freed.</summary>
    private readonly Dictionary<ScoreTally, Queue<Snapshot>> _snapshots = [];

    /// <summary>Compares a version with its reference.</summary>
    /// <returns>The number of headlines of the last hour, and the population stability index; <see langword="null"/> if the version has
    /// no reference or fewer than <see cref="MinHeadlines"/> headlines.</returns>
    public (long Headlines, double? Index) Measure(LoadedVersion version)
    {
        var counts = Read(version);
        lock (_lock)
        {
            if (
                _snapshots.TryGetValue(version.Tally, out var snapshots)
                && snapshots.TryPeek(out var oldest)
                && IsBeforeWindow(oldest)
            )
            {
                counts = [.. counts.Zip(oldest.Counts, (now, before) => now - before)];
            }
        }

        var headlines = counts.Sum();
        return (
            headlines,
            headlines >= MinHeadlines && version.Model?.Manifest.Reference is { } reference
                ? PopulationStability.Compute(reference.Counts, counts)
                : null
        );
    }

    /// <summary>Remembers the counts of all loaded versions, and forgets those from before the last hour.</summary>
    public void TakeSnapshots()
    {
        var loaded = models.Current.Tasks.SelectMany(task => task.Versions).ToList();
        lock (_lock)
        {
            foreach (var dropped in _snapshots.Keys.Except(loaded.Select(version => version.Tally)).ToList())
            {
                _snapshots.Remove(dropped);
            }

            foreach (var version in loaded)
            {
                if (!_snapshots.TryGetValue(version.Tally, out var snapshots))
                {
                    _snapshots[version.Tally] = snapshots = new();
                }

                snapshots.Enqueue(new Snapshot(time.GetTimestamp(), Read(version)));
                while (snapshots.Count > 1 && IsBeforeWindow(snapshots.ElementAt(1)))
                {
                    snapshots.Dequeue();
                }
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, time, stoppingToken);
            TakeSnapshots();
        }
    }

    private static long[] Read(LoadedVersion version) =>
        version.Task == ModelBundle.TopicTask ? version.Tally.ReadTopics() : version.Tally.ReadClickbait();

    private bool IsBeforeWindow(Snapshot snapshot) => time.GetElapsedTime(snapshot.TakenAt) >= Window;

    private sealed record Snapshot(long TakenAt, long[] Counts);
}
