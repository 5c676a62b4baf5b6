using Classifier.Cli.Commands;
using Classifier.Cli.Paging;

namespace Classifier.Cli.Output;

/// <summary>Writes pages as JSON, one a line.</summary>
internal sealed class JsonPageWriter(string? output, bool reasons) : IPageWriter
{
    private readonly OutputFile _file = OutputFile.Open(output);

    /// <inheritdoc/>
    public void Write(ScoredPage page)
    {
        PageJson.Write(_file.Stream, page, reasons);
        _file.Stream.Flush();
    }

    /// <inheritdoc/>
    public void Finish() => _file.Commit();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}

/// <summary>Writes each page as JSON into a file of its own: <c>news/today.html</c> becomes
/// <c>news/today.json</c> in the folder.</summary>
internal sealed class JsonFolderWriter : IPageWriter
{
    private readonly string _folder;
    private readonly bool _reasons;

    /// <summary>Makes the folder.</summary>
    /// <exception cref="CommandFailure">Two pages would be written to the same file.</exception>
    public JsonFolderWriter(string folder, IEnumerable<SavedPage> pages, bool reasons)
    {
        _folder = folder;
        _reasons = reasons;
        var seen = new Dictionary<string, SavedPage>(StringComparer.OrdinalIgnoreCase);
        foreach (var page in pages)
        {
            if (!seen.TryAdd(FileName(page.Name), page))
                throw new CommandFailure($"{seen[FileName(page.Name)].Path} and {page.Path} would both be written to {FileName(page.Name)}; rename one or write them to different folders.");
        }

        Directory.CreateDirectory(folder);
    }

    /// <inheritdoc/>
    public void Write(ScoredPage page)
    {
        var path = Path.Combine(_folder, FileName(page.Name));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = OutputFile.Open(path);
        PageJson.Write(file.Stream, page, _reasons);
        file.Commit();
    }

    /// <inheritdoc/>
    public void Finish()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static string FileName(string page) => Path.ChangeExtension(page, ".json");
}
