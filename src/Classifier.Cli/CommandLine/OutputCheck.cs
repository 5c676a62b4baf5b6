namespace Classifier.Cli.CommandLine;

/// <summary>Checks output files before long-running work, so that a wrong path does not cost its result.</summary>
internal static class OutputCheck
{
    /// <summary>Verifies that a file can be written. An existing file is left unchanged.</summary>
    /// <param name="option">The option that names the file.</param>
    /// <param name="path">The file; null if the option was not given.</param>
    /// <exception cref="CommandException">The file cannot be written.</exception>
    public static void EnsureWritable(string option, string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return;
        }

        if (Directory.Exists(path))
        {
            throw new CommandException($"{option} {path} is a folder; give a file.");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            throw new CommandException($"{option} {path}: the folder {folder} does not exist; create it.");
        }

        try
        {
            var probe = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
            using var file = new FileStream(
                probe,
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{option} {path}: no file can be written to the folder {folder}.", exception);
        }
    }
}
