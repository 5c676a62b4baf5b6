namespace Classifier.Server.Serving;

/// <summary>Frees the memory of versions that are not served anymore when the last call that uses them has ended. A server with
/// little to do would otherwise not collect them for a long time.</summary>
internal sealed class DroppedVersions
{
    private readonly List<WeakReference<LoadedVersion>> _versions = [];
    private bool _mustFinalize;

    /// <summary>Gets a value indicating whether memory of dropped versions is not known to be free.</summary>
    public bool Any => _versions.Count > 0 || _mustFinalize;

    /// <summary>Adds the versions that were replaced.</summary>
    /// <param name="before">The models before a reload.</param>
    /// <param name="after">The models after it.</param>
    public void Add(LoadedModels before, LoadedModels after) =>
        _versions.AddRange(
            before
                .Tasks.SelectMany(task => task.Versions)
                .Except(after.Tasks.SelectMany(task => task.Versions))
                .Select(version => new WeakReference<LoadedVersion>(version))
        );

    /// <summary>Starts to collect garbage in the background if there are dropped versions.</summary>
    public void Collect()
    {
        if (!Any)
        {
            return;
        }

        // Tables that threads have used are released by a finalizer, so they are collected one time later.
        _mustFinalize = _versions.RemoveAll(version => !version.TryGetTarget(out _)) > 0;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
    }
}
