using Classifier.Pages;

namespace Classifier.Cli.Sources;

/// <summary>Reads pages whole, and never more of one than the limit.</summary>
internal static class BoundedContent
{
    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="PageDefectException">It is empty or over <see cref="PageReader.MaxBytes"/>.</exception>
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

        return content.Length > 0 ? content.ToArray() : throw new PageDefectException("the page is empty");
    }

    /// <summary>What is said of a page over the limit.</summary>
    public static PageDefectException TooLarge() =>
        new(
            $"the page has more than {PageReader.MaxBytes:N0} bytes, which is the limit; save it without embedded pictures"
        );
}
