namespace Classifier.Server.Serving;

/// <summary>Holds the models that answer calls. A call reads <see cref="Current"/> once and uses that snapshot to its end, so
/// that replacing the models never affects a call in progress.</summary>
/// <param name="models">The models to serve first.</param>
/// <param name="usesAccurateByDefault">Whether calls that name no model use the accurate one.</param>
internal sealed class ServedModels(ModelSnapshot models, bool usesAccurateByDefault)
{
    /// <summary>The setting that contains the model of calls that name none: fast or accurate.</summary>
    public const string DefaultModelKey = "Classifier:DefaultModel";

    private volatile ModelSnapshot _current = models;
    private volatile ReloadRefusal? _lastRefusal;

    /// <summary>Gets the models that new calls use.</summary>
    public ModelSnapshot Current => _current;

    /// <summary>Gets a value indicating whether calls that name no model use the accurate one.</summary>
    public bool UsesAccurateByDefault => usesAccurateByDefault;

    /// <summary>Gets the last refusal since the current models were loaded, or <see langword="null"/> if there is none.</summary>
    public ReloadRefusal? LastRefusal => _lastRefusal;

    /// <summary>Makes new calls use other models.</summary>
    /// <param name="models">Models that have been validated and warmed up.</param>
    public void Replace(ModelSnapshot models)
    {
        _current = models;
        _lastRefusal = null;
    }

    /// <summary>Records that models were refused. The current models stay.</summary>
    public void Refuse(ReloadRefusal refusal) => _lastRefusal = refusal;
}
