using System.IO.Compression;
using Classifier.Cli.Commands;

namespace Classifier.Cli.Output;

/// <summary>Where results go: standard output, or a file that appears whole or not at all. A file is written under
/// another name in the same folder and takes its own name in <see cref="Commit"/>; without that it vanishes and an
/// older file stays as it was.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string? _path;
    private readonly string? _unfinished;
    private readonly Stream _bytes;

    private OutputFile(Stream bytes, string? path, string? unfinished, bool gzip)
    {
        _path = path;
        _unfinished = unfinished;
        _bytes = gzip ? new GZipStream(bytes, CompressionLevel.Optimal) : bytes;
        Stream = new BufferedStream(_bytes, 64 * 1024);
    }

    /// <summary>What to write to.</summary>
    public Stream Stream { get; }

    /// <summary>Whether the results go to standard output.</summary>
    public static bool IsStandardOutput(string? path) => path is null or "-";

    /// <summary>Whether a file is to be compressed, by its name.</summary>
    public static bool IsGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Opens a file, or standard output for null or <c>-</c>.</summary>
    /// <exception cref="CommandFailure">The file cannot be written there.</exception>
    public static OutputFile Open(string? path)
    {
        if (IsStandardOutput(path))
            return new OutputFile(Console.OpenStandardOutput(), null, null, gzip: false);
        if (Directory.Exists(path))
            throw new CommandFailure($"{path}: this is a folder; name a file to write.");

        var full = Path.GetFullPath(path!);
        if (IsDevice(full))
            return new OutputFile(File.OpenWrite(full), null, null, IsGzip(full));

        var file = new FileInfo(full);
        var target = file.LinkTarget is null ? full : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        var folder = Path.GetDirectoryName(target)!;
        if (!Directory.Exists(folder))
            throw new CommandFailure($"{path}: there is no folder {folder}; make it first.");
        var unfinished = Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        try
        {
            return new OutputFile(new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write), target, unfinished, IsGzip(full));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new CommandFailure($"{path}: the folder {folder} cannot be written to.", exception);
        }
    }

    /// <summary>Writes a text to a file as a whole.</summary>
    public static void WriteText(string? path, string text)
    {
        using var file = Open(path);
        file.Stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        file.Commit();
    }

    /// <summary>Ends the writing and gives the file its name.</summary>
    public void Commit()
    {
        Stream.Dispose();
        if (_unfinished is not null)
            File.Move(_unfinished, _path!, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        catch (IOException) when (_unfinished is not null)
        {
            // A full disk was already told by the write that met it first.
        }
        finally
        {
            if (_unfinished is not null)
                File.Delete(_unfinished);
        }
    }

    // A device must be written to; renaming a file onto it would replace it.
    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows() && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal));
}
