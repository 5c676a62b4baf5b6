using Classifier.Models;

namespace Classifier.Lifecycle;

/// <summary>Identifies a compared model by the hashes of its files.</summary>
/// <param name="Version">The version.</param>
/// <param name="Sha256">The SHA-256 of the zip.</param>
/// <param name="VectorsSha256">The SHA-256 of the word vectors; null if there are none.</param>
/// <param name="Bytes">The size of the zip and the word vectors, in bytes.</param>
public sealed record ComparedModel(string Version, string Sha256, string? VectorsSha256, long Bytes)
{
    /// <summary>Determines whether this is the model that a manifest describes.</summary>
    public bool Matches(ModelManifest manifest) => Sha256 == manifest.Sha256 && VectorsSha256 == manifest.VectorsSha256;

    /// <summary>Identifies the model in a folder.</summary>
    internal static ComparedModel Identify(string folder, ModelManifest manifest) =>
        new(
            manifest.Version,
            manifest.Sha256,
            manifest.VectorsSha256,
            new[] { ModelBundle.ZipName, ModelBundle.VectorsName }
                .Select(name => new FileInfo(Path.Combine(folder, name)))
                .Where(file => file.Exists)
                .Sum(file => file.Length)
        );
}
