using Classifier.Cli.Commands;
using Classifier.Pages;

namespace Classifier.Cli.Paging;

/// <summary>A page to read: a file or standard input.</summary>
/// <param name="Name">What results call it: its path under the folder that was named, or its file name.</param>
/// <param name="Path">The file; <c>-</c> for standard input.</param>
internal sealed record SavedPage(string Name, string Path)
{
    /// <summary>The file names' endings that a folder is searched for.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".html", ".htm", ".xhtml", ".txt"];

    /// <summary>Finds the pages: each file that is named, and in each folder that is named, all files with a known
    /// ending, in the order of their names.</summary>
    /// <exception cref="CommandFailure">A file or folder is missing, or a folder has no pages.</exception>
    public static IReadOnlyList<SavedPage> Find(IEnumerable<string> inputs) => [.. inputs.SelectMany(Find)];

    /// <summary>Reads the page's bytes.</summary>
    /// <returns>The bytes, and why they cannot be used; null when they can.</returns>
    public (byte[] Content, string? Error) Read()
    {
        using var stream = Path == "-" ? Console.OpenStandardInput() : File.OpenRead(Path);
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            content.Write(buffer, 0, read);
            if (content.Length > PageReader.MaxBytes)
                return ([], $"the page has more than {PageReader.MaxBytes:N0} bytes, which is the limit; save it without embedded pictures");
        }

        return (content.ToArray(), content.Length == 0 ? "the page is empty" : null);
    }

    private static IEnumerable<SavedPage> Find(string input)
    {
        if (input == "-")
            return [new SavedPage("standard input", input)];
        if (File.Exists(input))
            return [new SavedPage(System.IO.Path.GetFileName(input), input)];
        if (!Directory.Exists(input))
            throw new CommandFailure($"{input}: there is no such file or folder.");
        var pages = Directory.EnumerateFiles(input, "*", SearchOption.AllDirectories)
            .Where(path => Endings.Contains(System.IO.Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            .Select(path => new SavedPage(System.IO.Path.GetRelativePath(input, path).Replace('\\', '/'), path))
            .OrderBy(page => page.Name, StringComparer.Ordinal)
            .ToArray();
        return pages.Length > 0
            ? pages
            : throw new CommandFailure($"{input}: the folder has no pages; they must end in {string.Join(", ", Endings)}.");
    }
}
