using System.Text;

namespace Classifier.Models;

/// <summary>Writes files atomically: a concurrent reader sees either the old content or the new content.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes text as UTF-8 to a temporary file in the same folder, flushes it to disk and renames it.
    /// </summary>
    /// <param name="path">The path of the file; an existing file is replaced.</param>
    /// <param name="text">The content.</param>
    /// <exception cref="IOException">The file cannot be written. An existing file is left unchanged.</exception>
    public static void Write(string path, string text) => Write(path, file => file.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes content to a temporary file in the same folder, flushes it to disk and renames it.</summary>
    /// <param name="path">The path of the file; an existing file is replaced.</param>
    /// <param name="write">Writes the content to the stream.</param>
    /// <exception cref="IOException">The file cannot be written. An existing file is left unchanged.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        path = Path.GetFullPath(path);
        var temporary = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
