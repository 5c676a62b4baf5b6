namespace Classifier.Server.Serving;

/// <summary>Holds the models that answer calls. A call reads <see cref="Current"/> once and uses that snapshot to its end.</summary>
/// <param name="models">The models to serve.</param>
internal sealed class ServedModels(ModelSnapshot models)
{
    /// <summary>Gets the models that new calls use.</summary>
    public ModelSnapshot Current { get; } = models;
}
