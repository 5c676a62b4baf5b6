using System.IO.Compression;
using Classifier.Cli.CommandLine;

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

    /// <summary>Whether the results go to a file, rather than to standard output or a device.</summary>
    public static bool IsFile(string? path) => !IsStandardOutput(path) && !IsDevice(Path.GetFullPath(path!));

    /// <summary>Opens a file, or standard output for null or <c>-</c>.</summary>
    /// <exception cref="CommandException">The file cannot be written there.</exception>
    public static OutputFile Open(string? path)
    {
        if (IsStandardOutput(path))
        {
            return new OutputFile(Console.OpenStandardOutput(), null, null, gzip: false);
        }

        if (!IsFile(path))
        {
            return new OutputFile(File.OpenWrite(path!), null, null, IsGzip(path!));
        }

        var target = Target(path!);
        var unfinished = Beside(path!, $"{Guid.NewGuid():N}.tmp");
        try
        {
            return new OutputFile(
                new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write),
                target,
                unfinished,
                IsGzip(path!)
            );
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new CommandException(
                $"{path}: the folder {Path.GetDirectoryName(target)} cannot be written to.",
                exception
            );
        }
    }

    /// <summary>A hidden file beside an output file.</summary>
    /// <param name="path">The output file.</param>
    /// <param name="ending">The ending of the hidden file's name.</param>
    /// <exception cref="CommandException">There is no folder for them.</exception>
    public static string Beside(string path, string ending)
    {
        if (Directory.Exists(path))
        {
            throw new CommandException($"{path}: this is a folder; name a file to write.");
        }

        var target = Target(path);
        var folder = Path.GetDirectoryName(target)!;
        return Directory.Exists(folder)
            ? Path.Combine(folder, $".{Path.GetFileName(target)}.{ending}")
            : throw new CommandException($"{path}: there is no folder {folder}; make it first.");
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
        {
            File.Move(_unfinished, _path!, overwrite: true);
        }
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
            {
                File.Delete(_unfinished);
            }
        }
    }

    // A file that a link names is replaced, not the link.
    private static string Target(string path)
    {
        var file = new FileInfo(Path.GetFullPath(path));
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    // A device must be written to; renaming a file onto it would replace it.
    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows()
        && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal));
}
