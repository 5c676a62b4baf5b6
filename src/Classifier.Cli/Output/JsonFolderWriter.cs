using Classifier.Cli.Paging;

namespace Classifier.Cli.Output;

/// <summary>Writes each page as JSON into a file of its own: <c>news/today.html</c> becomes <c>news/today.json</c> in the
/// folder. Names from archives and addresses never lead out of the folder; where a name is taken already, the file gets
/// the page's full name.</summary>
internal sealed class JsonFolderWriter : IPageWriter
{
    private const int LongestName = 150;

    private readonly string _folder;
    private readonly bool _reasons;
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes the folder.</summary>
    public JsonFolderWriter(string folder, bool reasons)
    {
        (_folder, _reasons) = (folder, reasons);
        Directory.CreateDirectory(folder);
    }

    /// <inheritdoc/>
    public void Write(ScoredPage page)
    {
        var path = Path.Combine(_folder, FreeName(page.Name));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = OutputFile.Open(path);
        PageJson.Write(file.Stream, page, _reasons);
        file.Commit();
    }

    /// <inheritdoc/>
    public void Finish() { }

    /// <inheritdoc/>
    public void Dispose() { }

    private string FreeName(string page)
    {
        var safe = SafeName(page);
        var name = Path.ChangeExtension(safe, ".json");
        for (var i = 1; !_taken.Add(name); i++)
        {
            name = i == 1 ? safe + ".json" : $"{safe}.{i}.json";
        }

        return name;
    }

    private static string SafeName(string page)
    {
        var parts = page.Replace("://", "/", StringComparison.Ordinal)
            .Split('/', '\\')
            .Select(part =>
                string.Concat(
                        part.Select(c =>
                            char.IsControl(c) || "<>:\"|?*".Contains(c, StringComparison.Ordinal) ? '_' : c
                        )
                    )
                    .TrimStart('.')
                    .Trim()
            )
            .Where(part => part.Length > 0)
            .Select(part => part.Length > LongestName ? part[..LongestName] : part);
        var name = string.Join('/', parts);
        return name.Length > 0 ? name : "page";
    }
}
