using Classifier.Pages;

namespace Classifier.Cli.Sources;

/// <summary>Reads pages into memory up to the size limit.</summary>
internal static class BoundedContent
{
    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="PageReadException">The stream is empty or longer than <see cref="PageReader.MaxBytes"/>.</exception>
    public static byte[] Read(Stream stream)
    {
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > PageReader.MaxBytes)
            {
                throw TooLarge();
            }
        }

        return content.Length > 0 ? content.ToArray() : throw new PageReadException("the page is empty");
    }

    /// <summary>Creates the exception for a page over the size limit.</summary>
    public static PageReadException TooLarge() =>
        new($"the page exceeds the limit of {PageReader.MaxBytes:N0} bytes; save it without embedded images");
}
