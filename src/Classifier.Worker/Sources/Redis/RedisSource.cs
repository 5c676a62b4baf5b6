using System.Diagnostics;
using System.Globalization;
using Classifier.Worker.Messages;
using Classifier.Worker.Telemetry;
using StackExchange.Redis;

namespace Classifier.Worker.Sources.Redis;

/// <summary>Reads a stream of Redis with a consumer group. Results are written in the step that acknowledges the message, and only if
/// it was not acknowledged before, so that no message has two results.</summary>
internal sealed class RedisSource : IWorkSource
{
    /// <summary>The number of deliveries after which a message is taken for the reason why workers die.</summary>
    private const int MaxDeliveries = 3;

    /// <summary>The maximum number of messages that are taken over at once.</summary>
    private const int MaxTakenOver = 1_000;

    /// <summary>The time to wait for a message. Messages of dead workers are looked for in between.</summary>
    private static readonly TimeSpan BlockTime = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan TakeOverInterval = TimeSpan.FromSeconds(1);

    /// <summary>The time without a sign of life after which the messages of a worker are taken over.</summary>
    private static readonly TimeSpan TakeOverTime = TimeSpan.FromSeconds(3);

    private readonly WorkerOptions _options;
    private readonly SourceAddress _address;
    private readonly ILogger<RedisSource> _logger;
    private readonly EngineState _state;
    private readonly ConfigurationOptions _settings;
    private readonly RedisKey _input;
    private readonly RedisKey _output;
    private readonly RedisKey _dead;
    private readonly string _consumer = string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.NewGuid():N}"
    );

    private readonly HashSet<string> _inFlight = [];

    // Messages that are taken over one by one.
    private readonly Queue<(string Entry, int Deliveries)> _lastDeliveries = [];
    private readonly CancellationTokenSource _closing = new();

    // Blocking reads hold up a connection, so they have one of their own.
    private ConnectionMultiplexer? _reading;
    private ConnectionMultiplexer? _writing;
    private RedisLag? _lag;
    private Task _heartbeat = Task.CompletedTask;
    private long _lookedAt;
    private bool _isAlone;
    private bool _isClosed;

    /// <summary>Creates the source without connecting.</summary>
    /// <exception cref="InvalidOperationException">A setting cannot be used.</exception>
    public RedisSource(WorkerOptions options, SourceAddress address, ILogger<RedisSource> logger)
    {
        (_options, _address, _logger) = (options, address, logger);
        _state = new EngineState("Redis", logger);
        if (options.ExactlyOnce)
        {
            throw new InvalidOperationException(
                $"{WorkerOptions.Section}:{nameof(options.ExactlyOnce)} is for Kafka; on Redis, results and acknowledgements are always one step. Remove it."
            );
        }

        _settings = ReadSettings();
        _input = address.Name;
        _output = options.Output.Length > 0 ? options.Output : $"{address.Name}.classified";
        _dead = options.Dead.Length > 0 ? options.Dead : $"{address.Name}.dead";
    }

    /// <inheritdoc/>
    public bool IsConnected => _state.IsConnected;

    /// <inheritdoc/>
    public bool IsPaused => false;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _reading = await ConnectionMultiplexer.ConnectAsync(_settings);
        _writing = await ConnectionMultiplexer.ConnectAsync(_settings);
        _lag = new RedisLag(_writing.GetDatabase(), _input, _options.Group);
        await RepeatAsync(JoinAsync, cancellationToken);
        _heartbeat = BeatAsync(_closing.Token);
        _logger.Reading(_options.Input, _consumer, _options.Group);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkMessage>> ReadAsync(
        int max,
        TimeSpan linger,
        CancellationToken cancellationToken
    )
    {
        var messages = new List<WorkMessage>();
        await RepeatAsync(
            async () =>
            {
                await WaitIfAloneAsync(cancellationToken);
                _isAlone = false;
                if (Stopwatch.GetElapsedTime(_lookedAt) >= TakeOverInterval)
                {
                    _lookedAt = Stopwatch.GetTimestamp();
                    messages.AddRange(await TakeOverAsync(Math.Min(max, MaxTakenOver), cancellationToken));
                }

                if (messages.Count == 0)
                {
                    messages.AddRange(await ReadNewAsync(max, BlockTime));
                }
            },
            cancellationToken
        );
        var start = Stopwatch.GetTimestamp();
        while (
            messages.Count > 0
            && messages.Count < max
            && !_isAlone
            && linger - Stopwatch.GetElapsedTime(start) is { TotalMilliseconds: >= 1 } rest
        )
        {
            try
            {
                messages.AddRange(await ReadNewAsync(max - messages.Count, rest));
            }
            catch (Exception e) when (IsTemporary(e))
            {
                break; // the next read repeats it
            }
        }

        return messages;
    }

    /// <inheritdoc/>
    public async Task CompleteAsync(IReadOnlyList<ScoredMessage> messages, CancellationToken cancellationToken)
    {
        var arguments = RedisScripts.CreateCompletion(_options.Group, messages);
        await RepeatAsync(
            () =>
                _writing!.GetDatabase().ScriptEvaluateAsync(RedisScripts.Complete, [_input, _output, _dead], arguments),
            cancellationToken
        );
        lock (_inFlight)
        {
            foreach (var message in messages)
            {
                _inFlight.Remove(((RedisMessage)message.Message).Entry);
            }
        }
    }

    /// <inheritdoc/>
    public async Task<long?> MeasureLagAsync(CancellationToken cancellationToken)
    {
        if (_lag is not { } measuring)
        {
            return null;
        }

        var lag = 0L;
        await RepeatAsync(async () => lag = await measuring.MeasureAsync(), cancellationToken);
        return lag;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        await _closing.CancelAsync();
        await _heartbeat;
        _closing.Dispose();
        if (_writing is not null)
        {
            await LeaveAsync(_writing.GetDatabase());
            await _writing.DisposeAsync();
        }

        if (_reading is not null)
        {
            await _reading.DisposeAsync();
        }
    }

    private ConfigurationOptions ReadSettings()
    {
        ConfigurationOptions settings;
        try
        {
            settings =
                _options.Redis.Count == 0
                    ? new ConfigurationOptions()
                    : ConfigurationOptions.Parse(
                        string.Join(',', _options.Redis.Select(setting => $"{setting.Key}={setting.Value}"))
                    );
        }
        catch (ArgumentException e)
        {
            throw new InvalidOperationException(
                $"{WorkerOptions.Section}:{nameof(_options.Redis)} has a setting that StackExchange.Redis does not accept: {e.Message}",
                e
            );
        }

        foreach (var host in _address.Hosts.Split(','))
        {
            settings.EndPoints.Add(host);
        }

        settings.Ssl |= _address.UsesTls;
        settings.AbortOnConnectFail = false; // the worker waits for Redis
        settings.BacklogPolicy = BacklogPolicy.FailFast; // and repeats what has failed
        settings.Protocol = RedisProtocol.Resp2; // RESP3 has other shapes of replies
        settings.ClientName ??= "classifier-worker";
        return settings;
    }

    /// <summary>Creates the consumer group, which starts with the first message, unless it exists.</summary>
    private async Task JoinAsync()
    {
        var database = _writing!.GetDatabase();
        foreach (var key in new[] { _input, _output, _dead })
        {
            if (await database.KeyTypeAsync(key) is not (RedisType.None or RedisType.Stream) and var type)
            {
                throw new InvalidOperationException($"{key} is not a stream, but a {type}; name another key.");
            }
        }

        try
        {
            await database.StreamCreateConsumerGroupAsync(_input, _options.Group, "0-0", createStream: true);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("BUSYGROUP", StringComparison.Ordinal))
        {
            // Another worker has created it.
        }
    }

    /// <summary>Removes this consumer from the group if it has no messages left.</summary>
    private async Task LeaveAsync(IDatabase database)
    {
        try
        {
            await database.ScriptEvaluateAsync(RedisScripts.Leave, [_input], [_options.Group, _consumer]);
        }
        catch (Exception e) when (e is RedisException or RedisTimeoutException)
        {
            // A consumer without messages is harmless.
        }
    }

    private async Task<List<WorkMessage>> ReadNewAsync(int max, TimeSpan wait) =>
        ReadEntries(
            await _reading!
                .GetDatabase()
                .ExecuteAsync(
                    "XREADGROUP",
                    "GROUP",
                    _options.Group,
                    _consumer,
                    "COUNT",
                    max,
                    "BLOCK",
                    (int)wait.TotalMilliseconds,
                    "STREAMS",
                    _input,
                    ">"
                )
                is { IsNull: false } streams
                ? ((RedisResult[])((RedisResult[])streams!)[0]!)[1]
                : null,
            _ => null
        );

    /// <summary>Takes over messages of workers that have shown no sign of life. A message on its last delivery is taken over
    /// alone, so that it takes no other message with it if it is what kills workers.</summary>
    private async Task<List<WorkMessage>> TakeOverAsync(int max, CancellationToken cancellationToken)
    {
        if (_lastDeliveries.Count == 0)
        {
            var found = await FindAbandonedAsync(max);
            if (found.Count > 0)
            {
                if (found.Count == max)
                {
                    _lookedAt = 0; // the next ones follow at once
                }

                return await ClaimAsync(found);
            }
        }

        while (_lastDeliveries.TryDequeue(out var message))
        {
            // The messages before it must not be among those that it takes with it.
            _isAlone = true;
            await WaitIfAloneAsync(cancellationToken);
            if (await ClaimAsync([message]) is { Count: > 0 } claimed)
            {
                _lookedAt = 0;
                return claimed;
            }
        }

        _isAlone = false;
        return [];
    }

    /// <summary>Claims messages that no other worker has claimed meanwhile.</summary>
    private async Task<List<WorkMessage>> ClaimAsync(IReadOnlyList<(string Entry, int Deliveries)> messages)
    {
        var deliveries = messages.ToDictionary(message => message.Entry, message => message.Deliveries + 1);
        var claimed = ReadEntries(
            await _writing!
                .GetDatabase()
                .ExecuteAsync(
                    "XCLAIM",
                    [_input, _options.Group, _consumer, (long)TakeOverTime.TotalMilliseconds, .. deliveries.Keys]
                ),
            entry =>
                deliveries[entry] > MaxDeliveries
                    ? new MessageDefect(
                        "DELIVERIES_EXCEEDED",
                        $"The message was delivered {MaxDeliveries} times, and no worker acknowledged it."
                    )
                    : null
        );
        if (claimed.Count > 0)
        {
            _logger.TakenOver(claimed.Count);
        }

        return claimed;
    }

    /// <summary>Finds messages of workers that have shown no sign of life. If there are none but messages on their last delivery, these
    /// are queued.</summary>
    private async Task<List<(string Entry, int Deliveries)>> FindAbandonedAsync(int max)
    {
        var found = new List<(string Entry, int Deliveries)>();
        var last = new List<(string Entry, int Deliveries)>();
        var start = "-";
        int read;
        do
        {
            var page = await ReadPendingAsync(start, max);
            read = page.Count;
            start = read > 0 ? $"({page[^1].Entry}" : start;
            lock (_inFlight)
            {
                page.RemoveAll(entry => _inFlight.Contains(entry.Entry));
            }

            // Messages on their last delivery may fill pages, and must not hide the others.
            foreach (var entry in page)
            {
                var entries = entry.Deliveries < MaxDeliveries - 1 ? found : last;
                if (entries.Count < max)
                {
                    entries.Add(entry);
                }
            }
        } while (read == max && found.Count < max);

        if (found.Count == 0)
        {
            last.ForEach(_lastDeliveries.Enqueue);
        }

        return found;
    }

    /// <summary>Reads a page of the messages that nobody has acknowledged and whose worker has shown no sign of life.</summary>
    private async Task<List<(string Entry, int Deliveries)>> ReadPendingAsync(string start, int count)
    {
        var pending = (RedisResult[])
            (
                await _writing!
                    .GetDatabase()
                    .ExecuteAsync(
                        "XPENDING",
                        _input,
                        _options.Group,
                        "IDLE",
                        (long)TakeOverTime.TotalMilliseconds,
                        start,
                        "+",
                        count
                    )
            )!;
        return
        [
            .. pending
                .Select(entry => (RedisResult[])entry!)
                .Select(entry => (Entry: (string)entry[0]!, Deliveries: (int)entry[3])),
        ];
    }

    /// <summary>Waits until no messages are in flight if there is a message on its last delivery.</summary>
    private async Task WaitIfAloneAsync(CancellationToken cancellationToken)
    {
        while (_isAlone && Count() > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellationToken);
        }
    }

    private int Count()
    {
        lock (_inFlight)
        {
            return _inFlight.Count;
        }
    }

    private List<WorkMessage> ReadEntries(RedisResult? entries, Func<string, MessageDefect?> findDefect)
    {
        var messages = new List<WorkMessage>();
        foreach (RedisResult[]? entry in entries is { IsNull: false } ? (RedisResult[])entries! : [])
        {
            var message = RedisMessage.Create(_address.Name, (string)entry![0]!, (RedisValue[]?)entry[1]);
            messages.Add(message with { Defect = findDefect(message.Entry) ?? message.Defect });
        }

        lock (_inFlight)
        {
            _inFlight.UnionWith(messages.Select(message => ((RedisMessage)message).Entry));
        }

        return messages;
    }

    /// <summary>Shows at intervals that the messages in flight are being worked on, so that nobody takes them over.</summary>
    private async Task BeatAsync(CancellationToken closing)
    {
        var before = new HashSet<string>();
        while (!closing.IsCancellationRequested)
        {
            await Task.Delay(TakeOverInterval, closing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            string[] current;
            lock (_inFlight)
            {
                current = [.. _inFlight];
            }

            object[] old = [.. current.Where(before.Contains)];
            before = [.. current];
            if (old.Length == 0)
            {
                continue;
            }

            try
            {
                object[] arguments = [_input, _options.Group, _consumer, 0, .. old, "JUSTID"];
                await _writing!.GetDatabase().ExecuteAsync("XCLAIM", arguments);
            }
            catch (Exception e) when (IsTemporary(e))
            {
                // The next beat tries again.
            }
        }
    }

    /// <summary>Does something until it succeeds.</summary>
    private async Task RepeatAsync(Func<Task> action, CancellationToken cancellationToken)
    {
        for (
            var delay = TimeSpan.FromMilliseconds(50);
            ;
            delay = TimeSpan.FromSeconds(Math.Min(1, 2 * delay.TotalSeconds))
        )
        {
            try
            {
                await action();
                _state.OnSuccess();
                return;
            }
            catch (Exception e) when (IsTemporary(e))
            {
                _state.OnFailure(e.Message);
            }
            catch (RedisException e)
            {
                throw new InvalidOperationException($"Redis refuses to work on {_options.Input}: {e.Message}", e);
            }

            await Task.Delay(delay, cancellationToken);
        }
    }

    private static bool IsTemporary(Exception e) =>
        e is RedisConnectionException or RedisTimeoutException or ObjectDisposedException
        || (
            e is RedisServerException
            && e.Message.Split(' ')[0]
                is "LOADING"
                    or "NOSCRIPT"
                    or "BUSY"
                    or "MASTERDOWN"
                    or "READONLY"
                    or "TRYAGAIN"
                    or "CLUSTERDOWN"
                    or "OOM"
        );
}
