using System.Runtime.InteropServices;
using System.Threading.Channels;
using Classifier.Models;
using Classifier.Server.Telemetry;

namespace Classifier.Server.Serving;

/// <summary>Replaces the served models when others become active or labeled on disk, on request, or on SIGHUP. New models are loaded,
/// checked, and warmed up beside the current ones; models that cannot be used are refused, and the current ones stay.</summary>
/// <param name="loader">Loads models.</param>
/// <param name="models">The served models.</param>
/// <param name="options">The settings.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class ModelReloader(
    ModelLoader loader,
    ServedModels models,
    ReloadOptions options,
    TimeProvider time,
    ILogger<ModelReloader> logger
) : BackgroundService
{
    /// <summary>The maximum number of reported changes that wait; further ones would cause no further reload.</summary>
    private const int MaxReportedChanges = 16;

    /// <summary>The time for a series of changes, such as a copied folder, to end.</summary>
    private static readonly TimeSpan SettlingTime = TimeSpan.FromMilliseconds(200);

    /// <summary>The interval at which memory of dropped versions is collected.</summary>
    private static readonly TimeSpan CollectionInterval = TimeSpan.FromSeconds(5);

    /// <summary>Carries requested reloads, and <see langword="null"/> for a change on disk.</summary>
    private readonly Channel<TaskCompletionSource<ReloadRefusal?>?> _signals =
        Channel.CreateUnbounded<TaskCompletionSource<ReloadRefusal?>?>();

    private readonly DroppedVersions _dropped = new();
    private string? _checkedFiles;
    private string? _unreadableFiles;

    private PosixSignalRegistration? _hangUp;

    /// <summary>Loads the models on disk now.</summary>
    /// <returns>The refusal, or <see langword="null"/> if the models on disk are served.</returns>
    public Task<ReloadRefusal?> ReloadAsync()
    {
        var request = new TaskCompletionSource<ReloadRefusal?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _signals.Writer.TryWrite(request);
        return request.Task;
    }

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Registered before the server listens: without a registration, the signal ends the process.
        _hangUp = PosixSignalRegistration.Create(
            PosixSignal.SIGHUP,
            context =>
            {
                context.Cancel = true;
                _ = ReloadAsync();
            }
        );
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _hangUp?.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first look always compares fingerprints, because the files may have changed since the models were loaded.
        using var watcher = options.PollSeconds > 0 ? Watch() : null;
        while (!stoppingToken.IsCancellationRequested)
        {
            var requests = await WaitAsync(stoppingToken);
            var refusal = await Task.Factory.StartNew(
                () =>
                {
                    // A thread of its own, which gives way to calls where the system has priorities.
                    Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
                    return Reload(requests.Count > 0);
                },
                stoppingToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
            requests.ForEach(request => request.SetResult(refusal));
            _dropped.Collect();
        }
    }

    /// <summary>Waits for a signal or for the next poll.</summary>
    /// <returns>The requested reloads.</returns>
    private async Task<List<TaskCompletionSource<ReloadRefusal?>>> WaitAsync(CancellationToken stoppingToken)
    {
        var requests = new List<TaskCompletionSource<ReloadRefusal?>>();
        using var poll = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        if (options.PollSeconds > 0)
        {
            poll.CancelAfter(TimeSpan.FromSeconds(options.PollSeconds));
        }
        else if (_dropped.Any)
        {
            poll.CancelAfter(CollectionInterval);
        }

        try
        {
            if (await _signals.Reader.ReadAsync(poll.Token) is { } request)
            {
                requests.Add(request);
            }
            else
            {
                await Task.Delay(SettlingTime, time, stoppingToken);
            }

            while (_signals.Reader.TryRead(out var more))
            {
                requests.AddRange(more is null ? [] : [more]);
            }
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // It is time to look.
        }

        return requests;
    }

    private ReloadRefusal? Reload(bool isRequested)
    {
        var files = loader.DescribeFiles();
        if (!isRequested && files == _checkedFiles)
        {
            return models.LastRefusal;
        }

        var current = models.Current;
        var (loaded, problem) = Load(current);

        // Files that are still being copied change until the next look; only files that stay unreadable are refused.
        if (problem is not null && !isRequested && files != _unreadableFiles)
        {
            _unreadableFiles = files;
            return models.LastRefusal;
        }

        var refusal = problem is null ? null : new ReloadRefusal(problem, time.GetUtcNow());
        if (refusal is not null && (isRequested || _checkedFiles is null || problem != models.LastRefusal?.Reason))
        {
            logger.ModelsRefused(refusal.Reason);
        }

        (_checkedFiles, _unreadableFiles) = (files, null);
        models.Apply(loaded, refusal);
        if (loaded != current)
        {
            logger.ModelsReplaced(loaded.ToString());
            _dropped.Add(current, loaded);
        }

        return refusal;
    }

    private (LoadedModels Loaded, string? Problem) Load(LoadedModels current)
    {
        try
        {
            var (loaded, refusals) = loader.Load(current);
            return (loaded, refusals.Count > 0 ? string.Join(" ", refusals) : null);
        }
        catch (ModelException e)
        {
            return (current, e.Message);
        }
    }

    private FileSystemWatcher? Watch()
    {
        try
        {
            var watcher = new FileSystemWatcher(loader.Root) { IncludeSubdirectories = true };
            watcher.Created += (_, _) => ReportChange();
            watcher.Changed += (_, _) => ReportChange();
            watcher.Renamed += (_, _) => ReportChange();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            // Without notifications, for example when inotify has no instances left, polling is enough.
            return null;
        }
    }

    private void ReportChange()
    {
        if (_signals.Reader.Count < MaxReportedChanges)
        {
            _signals.Writer.TryWrite(null);
        }
    }
}
