using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Classifier.Benchmarks.Work;

/// <summary>Adds a number of headlines per second to the input of workers until it is stopped.</summary>
internal sealed class SteadyInput : IAsyncDisposable
{
    private static readonly string[] Texts = Headlines.Read(null);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Task<int> _adding;

    public SteadyInput(IWorkEngine engine, int perSecond) => _adding = Task.Run(() => AddAsync(engine, perSecond));

    /// <summary>Stops and waits until all headlines are added.</summary>
    /// <returns>The number of headlines, whose ids are the numbers from 0.</returns>
    public async Task<int> StopAsync()
    {
        await _stopping.CancelAsync();
        return await _adding;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private async Task<int> AddAsync(IWorkEngine engine, int perSecond)
    {
        var added = 0;
        for (var clock = Stopwatch.StartNew(); !_stopping.IsCancellationRequested; await Task.Delay(10))
        {
            for (; added < clock.Elapsed.TotalSeconds * perSecond; added++)
            {
                await engine.AddAsync(
                    added.ToString(CultureInfo.InvariantCulture),
                    Encoding.UTF8.GetBytes(Texts[added % Texts.Length])
                );
            }

            await engine.FlushAsync();
        }

        return added;
    }
}
