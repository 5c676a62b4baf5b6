using System.IO.Compression;
using Classifier.Cli.CommandLine;

namespace Classifier.Cli.Output;

/// <summary>Represents the destination of results: standard output, a device, or a file that is written atomically. A file is
/// written under a temporary name in the same folder and renamed by <see cref="Commit"/>. Without that call the temporary file
/// is deleted, and an existing file stays unchanged.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string? _path;
    private readonly string? _temporaryPath;
    private readonly Stream _bytes;

    private OutputFile(Stream bytes, string? path, string? temporaryPath, bool gzip)
    {
        _path = path;
        _temporaryPath = temporaryPath;
        _bytes = gzip ? new GZipStream(bytes, CompressionLevel.Optimal) : bytes;
        Stream = new BufferedStream(_bytes, 64 * 1024);
    }

    /// <summary>Gets the stream to write to.</summary>
    public Stream Stream { get; }

    /// <summary>Determines whether a path denotes standard output: null or <c>-</c>.</summary>
    public static bool IsStandardOutput(string? path) => path is null or "-";

    /// <summary>Determines whether a file is compressed with gzip, by its extension.</summary>
    public static bool IsGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Determines whether a path denotes a regular file rather than standard output or a device.</summary>
    public static bool IsFile(string? path) => !IsStandardOutput(path) && !IsDevice(Path.GetFullPath(path!));

    /// <summary>Opens a file, or standard output if the path is null or <c>-</c>.</summary>
    /// <exception cref="CommandException">The file cannot be created.</exception>
    public static OutputFile Open(string? path, CommandConsole console) =>
        IsStandardOutput(path) ? new OutputFile(console.OpenOutput(), null, null, gzip: false) : Create(path!);

    /// <summary>Creates a file.</summary>
    /// <exception cref="CommandException">The file cannot be created.</exception>
    public static OutputFile Create(string path)
    {
        if (!IsFile(path))
        {
            return new OutputFile(File.OpenWrite(path), null, null, IsGzip(path));
        }

        var target = ResolveTarget(path);
        var temporaryPath = GetHiddenSibling(path, $"{Guid.NewGuid():N}.tmp");
        try
        {
            return new OutputFile(
                new FileStream(temporaryPath, FileMode.CreateNew, FileAccess.Write),
                target,
                temporaryPath,
                IsGzip(path)
            );
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new CommandException(
                $"{path}: no permission to write to the folder {Path.GetDirectoryName(target)}.",
                exception
            );
        }
    }

    /// <summary>Returns the path of a hidden file in the same folder as an output file.</summary>
    /// <param name="path">The output file.</param>
    /// <param name="extension">The extension of the hidden file.</param>
    /// <exception cref="CommandException">The folder does not exist, or the path is a folder.</exception>
    public static string GetHiddenSibling(string path, string extension)
    {
        if (Directory.Exists(path))
        {
            throw new CommandException($"{path}: the output is a folder; specify a file.");
        }

        var target = ResolveTarget(path);
        var folder = Path.GetDirectoryName(target)!;
        return Directory.Exists(folder)
            ? Path.Combine(folder, $".{Path.GetFileName(target)}.{extension}")
            : throw new CommandException($"{path}: the folder {folder} does not exist; create it first.");
    }

    /// <summary>Returns the full path of the file to replace: the file that a symbolic link refers to, not the link.</summary>
    public static string ResolveTarget(string path)
    {
        var file = new FileInfo(Path.GetFullPath(path));
        return file.LinkTarget is null ? file.FullName : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    /// <summary>Writes a text to a file atomically.</summary>
    public static void WriteText(string path, string text)
    {
        using var file = Create(path);
        file.Stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
        file.Commit();
    }

    /// <summary>Closes the file and moves it to its final path.</summary>
    public void Commit()
    {
        Stream.Dispose();
        if (_temporaryPath is not null)
        {
            File.Move(_temporaryPath, _path!, overwrite: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        catch (IOException) when (_temporaryPath is not null)
        {
            // The write that failed, for example because the disk is full, has already thrown.
        }
        finally
        {
            if (_temporaryPath is not null)
            {
                File.Delete(_temporaryPath);
            }
        }
    }

    // Renaming a file to the path of a device would replace the device.
    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows()
        && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal));
}
