using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Classifier.Cli.CommandLine;

namespace Classifier.Cli.Output;

/// <summary>Represents an output file that an interrupted run leaves behind and a later run can continue. It is written under a
/// hidden name in the same folder, with a checkpoint beside it, and renamed by <see cref="Commit"/>. A run that fails before its
/// first checkpoint leaves nothing.</summary>
internal sealed class ResumableFile : IDisposable
{
    private readonly string _path;
    private readonly string _partialPath;
    private readonly string _checkpointPath;
    private readonly string _run;
    private readonly FileStream _file;

    private ResumableFile(string path, string partialPath, string checkpointPath, string run, FileStream file)
    {
        (_path, _partialPath, _checkpointPath, _run, _file) = (path, partialPath, checkpointPath, run, file);
    }

    /// <summary>Gets the stream to write to. Its position is after the rows of the last checkpoint.</summary>
    public Stream Stream => _file;

    /// <summary>Gets the number of rows up to the last checkpoint.</summary>
    public long Rows { get; private set; }

    /// <summary>Gets the number of these rows that have an error.</summary>
    public long FailedRows { get; private set; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The path of the complete file.</param>
    /// <param name="run">The identity of the run: its input, models, and options.</param>
    /// <param name="resume">Whether to keep what an interrupted run has written; otherwise it is discarded.</param>
    /// <exception cref="CommandException">The file cannot be written, another run is writing it, or it belongs to a different
    /// run.</exception>
    public static ResumableFile Open(string path, string run, bool resume)
    {
        var partialPath = OutputFile.GetHiddenSibling(path, "partial");
        FileStream stream;
        try
        {
            stream = new FileStream(
                partialPath,
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                64 * 1024
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"{path}: the output cannot be written; another run may be writing it, or there is no permission for the folder. {exception.Message}",
                exception
            );
        }

        var file = new ResumableFile(
            OutputFile.ResolveTarget(path),
            partialPath,
            OutputFile.GetHiddenSibling(path, "checkpoint"),
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(run))),
            stream
        );
        try
        {
            if (resume && File.Exists(file._checkpointPath))
            {
                file.Resume();
            }
            else
            {
                File.Delete(file._checkpointPath);
                stream.SetLength(0);
            }

            return file;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Records that all rows up to this one are in the file, on disk.</summary>
    /// <param name="rows">The number of rows since the last checkpoint.</param>
    /// <param name="failedRows">The number of these rows that have an error.</param>
    /// <param name="footerLength">The number of bytes at the end that the next rows replace.</param>
    public void SetCheckpoint(long rows, long failedRows, int footerLength)
    {
        Rows += rows;
        FailedRows += failedRows;
        _file.Flush(flushToDisk: true);
        var footer = new byte[footerLength];
        _file.Seek(-footerLength, SeekOrigin.End);
        _file.ReadExactly(footer);
        var next = _checkpointPath + ".next";
        File.WriteAllBytes(
            next,
            JsonSerializer.SerializeToUtf8Bytes(new Checkpoint(_run, Rows, FailedRows, _file.Length, footer))
        );
        File.Move(next, _checkpointPath, overwrite: true);
    }

    /// <summary>Closes the file and moves it to its final path.</summary>
    public void Commit()
    {
        _file.Dispose();
        File.Move(_partialPath, _path, overwrite: true);
        File.Delete(_checkpointPath);
    }

    /// <summary>Closes the file. It stays beside the output if it has a checkpoint.</summary>
    public void Dispose()
    {
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // The write that failed, for example because the disk is full, has already thrown.
        }

        if (!File.Exists(_checkpointPath))
        {
            File.Delete(_partialPath);
        }
    }

    private void Resume()
    {
        var checkpoint = Read();
        if (checkpoint.Run != _run)
        {
            throw CannotResume("it was written with a different input, options, or models");
        }

        if (_file.Length < checkpoint.Length - checkpoint.Footer.Length)
        {
            throw CannotResume("the file with its rows is missing or shorter");
        }

        // Discards what was written after the checkpoint; these rows are read again.
        _file.Position = checkpoint.Length - checkpoint.Footer.Length;
        _file.Write(checkpoint.Footer);
        _file.Flush();
        _file.SetLength(checkpoint.Length);
        (Rows, FailedRows) = (checkpoint.Rows, checkpoint.FailedRows);
    }

    private Checkpoint Read()
    {
        try
        {
            return JsonSerializer.Deserialize<Checkpoint>(File.ReadAllBytes(_checkpointPath))!;
        }
        catch (JsonException)
        {
            throw CannotResume("it is corrupt");
        }
    }

    private CommandException CannotResume(string reason) =>
        new(
            $"{_checkpointPath}: cannot resume from this checkpoint: {reason}. Run the command without --resume to start over."
        );

    private sealed record Checkpoint(string Run, long Rows, long FailedRows, long Length, byte[] Footer);
}
