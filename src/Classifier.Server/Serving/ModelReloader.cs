using System.Runtime.InteropServices;
using System.Threading.Channels;
using Classifier.Models;
using Classifier.Server.Telemetry;

namespace Classifier.Server.Serving;

/// <summary>Replaces the served models when others become active on disk, or on SIGHUP. New models are loaded, checked, and warmed
/// up beside the current ones; models that cannot be used are refused, and the current ones stay.</summary>
/// <param name="root">The folder of models.</param>
/// <param name="models">The served models.</param>
/// <param name="options">The settings.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class ModelReloader(
    string root,
    ServedModels models,
    ReloadOptions options,
    TimeProvider time,
    ILogger<ModelReloader> logger
) : BackgroundService
{
    /// <summary>The time for a series of changes, such as a copied folder, to end.</summary>
    private static readonly TimeSpan SettlingTime = TimeSpan.FromMilliseconds(200);

    /// <summary>Carries whether a reload was requested (by SIGHUP) or only suspected (by a change on disk).</summary>
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    private string? _checkedFiles;
    private string? _unreadableFiles;

    private PosixSignalRegistration? _hangUp;

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Registered before the server listens: without a registration, the signal ends the process.
        _hangUp = PosixSignalRegistration.Create(
            PosixSignal.SIGHUP,
            context =>
            {
                context.Cancel = true;
                _signals.Writer.TryWrite(true);
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
            var requested = await WaitAsync(stoppingToken);
            await Task.Factory.StartNew(
                () => Reload(requested),
                stoppingToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
        }
    }

    /// <summary>Waits for a signal or for the next poll.</summary>
    /// <returns><see langword="true"/> if a reload was requested.</returns>
    private async Task<bool> WaitAsync(CancellationToken stoppingToken)
    {
        using var poll = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        if (options.PollSeconds > 0)
        {
            poll.CancelAfter(TimeSpan.FromSeconds(options.PollSeconds));
        }

        try
        {
            var requested = await _signals.Reader.ReadAsync(poll.Token);
            if (!requested)
            {
                await Task.Delay(SettlingTime, time, stoppingToken);
            }

            while (_signals.Reader.TryRead(out var more))
            {
                requested |= more;
            }

            return requested;
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Reload(bool requested)
    {
        var files = ActiveModels.DescribeFiles(root);
        if (!requested && files == _checkedFiles)
        {
            return;
        }

        try
        {
            var active = ActiveModels.Find(root);
            if (active.Fingerprint != models.Current.Fingerprint)
            {
                models.Replace(active.Load(time.GetUtcNow()));
                logger.ModelsReplaced(models.Current.TopicVersion, models.Current.ClickbaitVersion);
            }

            (_checkedFiles, _unreadableFiles) = (files, null);
        }
        catch (ModelException e)
        {
            // Files that are still being copied change until the next look; only files that stay unreadable are refused.
            if (!requested && files != _unreadableFiles)
            {
                _unreadableFiles = files;
                return;
            }

            _checkedFiles = files;
            models.Refuse(new ReloadRefusal(e.Message, time.GetUtcNow()));
            logger.ModelsRefused(e.Message);
        }
    }

    private FileSystemWatcher? Watch()
    {
        try
        {
            var watcher = new FileSystemWatcher(root) { IncludeSubdirectories = true };
            watcher.Created += (_, _) => _signals.Writer.TryWrite(false);
            watcher.Changed += (_, _) => _signals.Writer.TryWrite(false);
            watcher.Renamed += (_, _) => _signals.Writer.TryWrite(false);
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            // Without notifications, for example when inotify has no instances left, polling is enough.
            return null;
        }
    }
}
