using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Classifier.Tests.Common;
using StackExchange.Redis;
using Xunit;

[assembly: AssemblyFixture(typeof(Classifier.Worker.Tests.RedisServer))]

namespace Classifier.Worker.Tests;

/// <summary>Represents a redis-server with an append-only file on a free port of this machine. All tests of the assembly share one, with
/// streams of their own.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private Process? _process;
    private int _streams;

    /// <summary>Gets the port.</summary>
    public int Port { get; } = FindPort();

    /// <summary>Gets the database.</summary>
    public IDatabase Database { get; private set; } = null!;

    private static bool IsInstalled =>
        Environment
            .GetEnvironmentVariable("PATH")!
            .Split(':')
            .Any(folder => File.Exists(Path.Combine(folder, "redis-server")));

    /// <summary>Starts a server of its own.</summary>
    public static async Task<RedisServer> StartAsync()
    {
        var server = new RedisServer();
        await server.InitializeAsync();
        return server;
    }

    public async ValueTask InitializeAsync()
    {
        if (!IsInstalled)
        {
            return;
        }

        Launch();
        var settings = ConfigurationOptions.Parse($"127.0.0.1:{Port},abortConnect=false,connectTimeout=1000");
        var connection = await ConnectionMultiplexer.ConnectAsync(settings);
        while (!connection.IsConnected)
        {
            await Task.Delay(20);
        }

        Database = connection.GetDatabase();
    }

    /// <summary>Returns the address of a stream as an input.</summary>
    public string AddressOf(string stream) => $"redis://127.0.0.1:{Port}/{stream}";

    /// <summary>Skips the test if redis-server is not installed, and returns the name of a new stream.</summary>
    public string CreateStream()
    {
        Assert.SkipUnless(IsInstalled, "redis-server is not installed (apt-get install redis-server).");
        return $"headlines-{Interlocked.Increment(ref _streams)}";
    }

    /// <summary>Ends the process without a chance to write anything.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    /// <summary>Starts the process with its append-only file.</summary>
    public void Launch() =>
        _process = Process.Start(
            new ProcessStartInfo(
                "redis-server",
                [
                    "--port",
                    Port.ToString(CultureInfo.InvariantCulture),
                    "--bind",
                    "127.0.0.1",
                    "--dir",
                    _folder.Path,
                    "--save",
                    "",
                    "--appendonly",
                    "yes",
                ]
            )
            {
                RedirectStandardOutput = true,
            }
        );

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await Database.Multiplexer.DisposeAsync();
            Kill();
            _process.Dispose();
        }

        _folder.Dispose();
    }

    private static int FindPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
