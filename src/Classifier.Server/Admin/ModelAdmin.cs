using Classifier.Lifecycle;
using Classifier.Models;
using Classifier.Onnx;
using Classifier.Server.Serving;

namespace Classifier.Server.Admin;

/// <summary>Changes the folder of models, one change at a time, and loads what it selects.</summary>
/// <param name="loader">The loader, which knows the folder.</param>
/// <param name="reloader">The reloader.</param>
internal sealed class ModelAdmin(ModelLoader loader, ModelReloader reloader) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Lists the versions on disk, by task, oldest first.</summary>
    /// <exception cref="ModelException">The folder cannot be read.</exception>
    public IReadOnlyList<StoredModel> ListOnDisk() => StoredModel.ReadAll(loader.Root, ModelKinds.All);

    /// <summary>Loads the models that are selected on disk.</summary>
    /// <returns>The refusal, or <see langword="null"/> if all are loaded.</returns>
    public Task<ReloadRefusal?> ReloadAsync(CancellationToken cancellation) =>
        reloader.ReloadAsync().WaitAsync(cancellation);

    /// <summary>Changes the folder of models and loads what it then selects. A change that has begun is not canceled.</summary>
    /// <param name="change">Changes the folder, given its path.</param>
    /// <param name="cancellation">Cancels the wait for the turn, and for the reload.</param>
    /// <returns>The result of the change, and the refusal of the reload.</returns>
    /// <exception cref="ModelException">The change is refused.</exception>
    public async Task<(T Result, ReloadRefusal? Refusal)> ChangeAsync<T>(
        Func<string, T> change,
        CancellationToken cancellation
    )
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            // Models are verified before they are named, which takes longer than a thread of the pool should be blocked.
            var result = await Task.Factory.StartNew(
                () => change(loader.Root),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
            return (result, await ReloadAsync(cancellation));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();
}
