using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Classifier.Benchmarks.Rpc;

/// <summary>A server in a process of its own, on a free port of this machine.</summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>How much memory it has in use, in MB.</summary>
    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Starts a program and waits until it says where it listens.</summary>
    /// <param name="assembly">The program.</param>
    /// <param name="args">Its arguments.</param>
    public static Task<ChildProcess> StartAsync(string assembly, params string[] args) =>
        StartAsync(assembly, new Dictionary<string, string>(), args);

    /// <summary>Starts a program with settings of the runtime.</summary>
    /// <param name="assembly">The program.</param>
    /// <param name="environment">Variables that it finds in its environment besides.</param>
    /// <param name="args">Its arguments.</param>
    public static async Task<ChildProcess> StartAsync(
        string assembly,
        IReadOnlyDictionary<string, string> environment,
        params string[] args
    )
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. args]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Http().Match(line) is { Success: true } match)
            {
                _ = process.StandardOutput.ReadToEndAsync();
                return new ChildProcess(process, new Uri(match.Value));
            }
        }

        throw new InvalidOperationException($"{assembly} ended before it listened.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Http();
}
