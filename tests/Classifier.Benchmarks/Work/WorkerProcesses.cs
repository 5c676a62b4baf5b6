using Classifier.Benchmarks.Rpc;

namespace Classifier.Benchmarks.Work;

/// <summary>Represents the workers of a measurement, each a process of its own.</summary>
/// <param name="engine">The engine.</param>
/// <param name="settings">Further settings of the workers.</param>
internal sealed class WorkerProcesses(IWorkEngine engine, params string[] settings) : IAsyncDisposable
{
    private readonly List<ChildProcess> _workers = [];

    /// <summary>Gets the workers.</summary>
    public IReadOnlyList<ChildProcess> All => _workers;

    /// <summary>Starts a worker.</summary>
    public async Task<ChildProcess> StartAsync()
    {
        var worker = await ChildProcess.StartAsync(
            typeof(Worker.Program).Assembly.Location,
            [$"--Classifier:Worker:Input={engine.Input}", .. engine.Settings, .. settings]
        );
        _workers.Add(worker);
        return worker;
    }

    /// <summary>Kills the oldest worker with SIGKILL.</summary>
    public async Task KillAsync()
    {
        await _workers[0].DisposeAsync();
        _workers.RemoveAt(0);
    }

    /// <summary>Asks a worker to stop and waits until it has.</summary>
    public async Task StopAsync(ChildProcess worker)
    {
        await worker.StopAsync();
        _workers.Remove(worker);
    }

    /// <summary>Returns a metric of a worker, summed over its labels; 0 if it has none yet.</summary>
    public static async Task<double> ReadAsync(ChildProcess worker, string metric)
    {
        using var http = new HttpClient();
        var text = await http.GetStringAsync(new Uri(worker.Address, "/metrics"));
        return text.Split('\n')
            .Where(line => line.StartsWith($"{metric}{{", StringComparison.Ordinal))
            .Sum(line => double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
        }
    }
}
