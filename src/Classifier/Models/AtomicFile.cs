using System.Text;

namespace Classifier.Models;

/// <summary>Writes files whole: whoever reads one sees the old content or the new, never a part.</summary>
public static class AtomicFile
{
    /// <summary>Writes a text as UTF-8 under another name in the same folder, on the disk, then renames it.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="text">Its content.</param>
    /// <exception cref="IOException">It cannot be written; what was there is left as it was.</exception>
    public static void Write(string path, string text) => Write(path, file => file.Write(Encoding.UTF8.GetBytes(text)));

    /// <summary>Has a file written under another name in the same folder, on the disk, then renames it.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="IOException">It cannot be written; what was there is left as it was.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        path = Path.GetFullPath(path);
        var unfinished = Path.Combine(
            Path.GetDirectoryName(path)!,
            $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp"
        );
        try
        {
            using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
