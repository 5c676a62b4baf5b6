using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace Classifier.Benchmarks.Work;

/// <summary>Represents a redis-server with an append-only file.</summary>
internal sealed class RedisEngine : IWorkEngine
{
    private const string Stream = "headlines";
    private const int MaxOpen = 10_000;
    private const int PageSize = 10_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("classifier-redis-").FullName;
    private readonly string _port = FindPort().ToString(CultureInfo.InvariantCulture);
    private readonly List<(string Id, byte[] Body)> _open = [];
    private readonly Dictionary<string, RedisValue> _last = [];
    private readonly Lazy<ConnectionMultiplexer> _connection;
    private Process _process;

    public RedisEngine()
    {
        _process = Start();
        _connection = new(() =>
            ConnectionMultiplexer.Connect(
                $"127.0.0.1:{_port},abortConnect=false,allowAdmin=true,asyncTimeout=120000,syncTimeout=120000"
            )
        );
    }

    public string Name => "Redis";

    public string Input => $"redis://127.0.0.1:{_port}/{Stream}";

    public string[] Settings => [];

    public string[] JoinSettings => [];

    public bool IsOrdered => true;

    private IDatabase Database => _connection.Value.GetDatabase();

    public async Task AddAsync(string id, byte[] body)
    {
        _open.Add((id, body));
        if (_open.Count >= MaxOpen)
        {
            await FlushAsync();
        }
    }

    public async Task FlushAsync()
    {
        // A message is added once: its id in the stream is that of its number.
        foreach (var chunk in _open.Chunk(MaxOpen))
        {
            await RepeatAsync(async () =>
            {
                var added = chunk.Select(message =>
                    AddOnceAsync(
                        $"1-{1 + long.Parse(message.Id, CultureInfo.InvariantCulture)}",
                        message.Id,
                        message.Body
                    )
                );
                await Task.WhenAll(added.ToArray());
                return true;
            });
        }

        _open.Clear();
    }

    public async Task<IReadOnlyList<(string Key, byte[] Value, string Reason)>> ReadAsync(bool isDead)
    {
        var stream = $"{Stream}.{(isDead ? "dead" : "classified")}";
        var entries = await RepeatAsync(async () =>
            await Database.StreamReadAsync(stream, _last.GetValueOrDefault(stream, "0-0"), PageSize)
        );
        if (entries.Length > 0)
        {
            _last[stream] = entries[^1].Id;
        }

        return
        [
            .. entries.Select(entry =>
                (entry[isDead ? "id" : "key"].ToString(), (byte[])entry["value"]!, entry["reason"].ToString())
            ),
        ];
    }

    public async Task InterruptAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process = Start();
    }

    public async Task BlockOutputAsync(TimeSpan time) =>
        await Database.ExecuteAsync("CLIENT", "PAUSE", (long)time.TotalMilliseconds, "WRITE");

    public async ValueTask DisposeAsync()
    {
        await _connection.Value.DisposeAsync();
        _process.Kill();
        await _process.WaitForExitAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AddOnceAsync(string entry, string id, byte[] body)
    {
        try
        {
            await Database.StreamAddAsync(Stream, [new("value", body), new("id", id)], entry);
        }
        catch (RedisServerException e) when (e.Message.Contains("equal or smaller", StringComparison.Ordinal))
        {
            // The server had it before it was killed.
        }
    }

    private static async Task<T> RepeatAsync<T>(Func<Task<T>> action)
    {
        while (true)
        {
            try
            {
                return await action();
            }
            catch (Exception e) when (e is RedisConnectionException or RedisTimeoutException or RedisServerException)
            {
                await Task.Delay(100);
            }
        }
    }

    private Process Start() =>
        Process.Start(
            new ProcessStartInfo(
                "redis-server",
                ["--port", _port, "--bind", "127.0.0.1", "--dir", _folder, "--save", "", "--appendonly", "yes"]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;

    private static int FindPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
