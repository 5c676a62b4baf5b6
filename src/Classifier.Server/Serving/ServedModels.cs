namespace Classifier.Server.Serving;

/// <summary>Holds the models that answer calls. A call reads <see cref="Current"/> once and uses these models to its end, so
/// that replacing them never affects a call in progress.</summary>
/// <param name="models">The models to serve first.</param>
/// <param name="usesAccurateByDefault">Whether calls that name no model use the accurate one.</param>
internal sealed class ServedModels(LoadedModels models, bool usesAccurateByDefault)
{
    /// <summary>The setting that contains the model of calls that name none: fast or accurate.</summary>
    public const string DefaultModelKey = "Classifier:DefaultModel";

    private volatile LoadedModels _current = models;
    private volatile ReloadRefusal? _lastRefusal;
    private long _replacements;
    private long _refusals;

    /// <summary>Gets the models that new calls use.</summary>
    public LoadedModels Current => _current;

    /// <summary>Gets a value indicating whether calls that name no model use the accurate one.</summary>
    public bool UsesAccurateByDefault => usesAccurateByDefault;

    /// <summary>Gets the refusal of the last reload, or <see langword="null"/> if it succeeded.</summary>
    public ReloadRefusal? LastRefusal => _lastRefusal;

    /// <summary>Gets the number of reloads that replaced models.</summary>
    public long Replacements => Interlocked.Read(ref _replacements);

    /// <summary>Gets the number of reloads that were refused, in whole or in part.</summary>
    public long Refusals => Interlocked.Read(ref _refusals);

    /// <summary>Records a reload.</summary>
    /// <param name="models">Models that have been validated and warmed up, which new calls use; may be the current ones.</param>
    /// <param name="refusal">The reason why not all of the models on disk are served; null if they are.</param>
    public void Apply(LoadedModels models, ReloadRefusal? refusal)
    {
        if (models != _current)
        {
            Interlocked.Increment(ref _replacements);
        }

        if (refusal is not null)
        {
            Interlocked.Increment(ref _refusals);
        }

        _current = models;
        _lastRefusal = refusal;
    }
}
