using System.IO.Compression;
using System.Text;
using Classifier.Models;

namespace Classifier.Tests.Common;

/// <summary>A folder that is gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("classifier-tests-").FullName;

    public string Of(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file; one whose name ends in .gz is compressed.</summary>
    public string Write(string name, byte[] bytes)
    {
        var path = Of(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        using var file = File.Create(path);
        using var stream = name.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(file, CompressionLevel.Fastest)
            : (Stream)file;
        stream.Write(bytes);
        return path;
    }

    public string WriteRaw(string name, byte[] bytes)
    {
        File.WriteAllBytes(Of(name), bytes);
        return Of(name);
    }

    /// <summary>All files below a folder with their contents, to see that nothing changed; the flat copy of a model aside,
    /// which may come whenever the model is read.</summary>
    public static SortedDictionary<string, string> Contents(string folder) =>
        new(
            Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => System.IO.Path.GetFileName(file) != ModelBundle.CacheName)
                .ToDictionary(
                    file => System.IO.Path.GetRelativePath(folder, file),
                    file => Convert.ToBase64String(File.ReadAllBytes(file))
                ),
            StringComparer.Ordinal
        );

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
