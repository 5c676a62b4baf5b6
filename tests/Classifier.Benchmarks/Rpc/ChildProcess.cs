using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Classifier.Benchmarks.Rpc;

/// <summary>Represents a server in a separate process on a free loopback port.</summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _log = [];

    private ChildProcess(Process process, IReadOnlyList<Uri> addresses)
    {
        _process = process;
        Addresses = addresses;
    }

    /// <summary>Gets the address that the server listens on.</summary>
    public Uri Address => Addresses[0];

    /// <summary>Gets all addresses that the server listens on.</summary>
    public IReadOnlyList<Uri> Addresses { get; }

    /// <summary>Gets the resident memory of the process, in MB.</summary>
    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Gets the processor time that the process has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a server and waits until it listens.</summary>
    /// <param name="program">The path of the server: its assembly (.dll), or an executable.</param>
    /// <param name="args">The arguments.</param>
    public static Task<ChildProcess> StartAsync(string program, params string[] args) =>
        StartAsync(program, new Dictionary<string, string>(), args);

    /// <summary>Starts a server with additional environment variables and waits until it listens.</summary>
    /// <param name="program">The path of the server: its assembly (.dll), or an executable.</param>
    /// <param name="environment">The environment variables to set.</param>
    /// <param name="args">The arguments.</param>
    public static async Task<ChildProcess> StartAsync(
        string program,
        IReadOnlyDictionary<string, string> environment,
        params string[] args
    )
    {
        var start = program.EndsWith(".dll", StringComparison.Ordinal)
            ? new ProcessStartInfo("dotnet", [program, .. args])
            : new ProcessStartInfo(program, args);
        start.RedirectStandardOutput = true;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Http().Matches(line) is { Count: > 0 } matches)
            {
                var child = new ChildProcess(process, [.. matches.Select(match => new Uri(match.Value))]);
                _ = child.ReadLogAsync();
                return child;
            }
        }

        throw new InvalidOperationException($"{program} exited before it listened.");
    }

    /// <summary>Returns the number of lines of the log that contain a text.</summary>
    public int CountLogged(string text)
    {
        lock (_log)
        {
            return _log.Count(line => line.Contains(text, StringComparison.Ordinal));
        }
    }

    /// <summary>Asks the server to stop, as an operator does, and waits until it has.</summary>
    /// <returns>The time that it took.</returns>
    public async Task<TimeSpan> StopAsync()
    {
        var clock = Stopwatch.StartNew();
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
        return clock.Elapsed;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task ReadLogAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (_log)
            {
                _log.Add(line);
            }
        }
    }

    [GeneratedRegex(@"https?://127\.0\.0\.1:\d+")]
    private static partial Regex Http();
}
