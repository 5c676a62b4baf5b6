namespace Classifier.Models;

/// <summary>A model as read from its folder: checked, flattened and immutable.</summary>
public sealed class ModelBundle
{
    /// <summary>What stands in its <c>model.json</c>.</summary>
    public required ModelManifest Manifest { get; init; }
}

/// <summary>A model that cannot be used, and why.</summary>
public sealed class ModelException(string message, Exception? inner = null) : Exception(message, inner);
