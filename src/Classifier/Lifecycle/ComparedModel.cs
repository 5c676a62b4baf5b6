using Classifier.Models;

namespace Classifier.Lifecycle;

/// <summary>Identifies a compared model by the hashes of its files.</summary>
/// <param name="Version">The version.</param>
/// <param name="Sha256">The SHA-256 of the file with the weights.</param>
/// <param name="VectorsSha256">The SHA-256 of the word vectors; null if there are none.</param>
/// <param name="Bytes">The size of the model's files, in bytes.</param>
public sealed record ComparedModel(string Version, string Sha256, string? VectorsSha256, long Bytes)
{
    /// <summary>Determines whether this is the model that a manifest describes.</summary>
    internal bool Matches(IModelManifest manifest) =>
        Sha256 == manifest.Sha256 && VectorsSha256 == manifest.VectorsSha256;

    /// <summary>Identifies the model in a folder.</summary>
    /// <param name="kind">The kind of the model.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="manifest">The manifest of the model.</param>
    public static ComparedModel Identify(ModelKind kind, string folder, IModelManifest manifest) =>
        new(manifest.Version, manifest.Sha256, manifest.VectorsSha256, kind.GetSize(folder));
}
