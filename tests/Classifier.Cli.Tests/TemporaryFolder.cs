namespace Classifier.Cli.Tests;

/// <summary>A folder that is gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("classifier-tests-").FullName;

    public string Of(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    public string Write(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Of(name))!);
        File.WriteAllText(Of(name), content);
        return Of(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
