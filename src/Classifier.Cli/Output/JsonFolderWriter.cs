using Classifier.Cli.Paging;

namespace Classifier.Cli.Output;

/// <summary>Writes each page to its own JSON file in a folder: <c>news/today.html</c> becomes <c>news/today.json</c>. Page
/// names from archives and URLs cannot escape the folder. If a file name is already in use, the page's full name, and then a
/// number, is used instead.</summary>
internal sealed class JsonFolderWriter : IPageWriter
{
    private const int MaxNameLength = 150;

    private readonly string _folder;
    private readonly bool _reasons;
    private readonly HashSet<string> _usedNames = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Creates the folder if it does not exist.</summary>
    public JsonFolderWriter(string folder, bool reasons)
    {
        (_folder, _reasons) = (folder, reasons);
        Directory.CreateDirectory(folder);
    }

    /// <inheritdoc/>
    public void Write(ScoredPage page)
    {
        var path = Path.Combine(_folder, GetUniqueName(page.Name));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = OutputFile.Create(path);
        PageJson.Write(file.Stream, page, _reasons);
        file.Commit();
    }

    /// <inheritdoc/>
    public void Finish() { }

    /// <inheritdoc/>
    public void Dispose() { }

    private string GetUniqueName(string page)
    {
        var safe = Sanitize(page);
        var name = Path.ChangeExtension(safe, ".json");
        for (var i = 1; !_usedNames.Add(name); i++)
        {
            name = i == 1 ? safe + ".json" : $"{safe}.{i}.json";
        }

        return name;
    }

    private static string Sanitize(string page)
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
            .Select(part => part.Length > MaxNameLength ? part[..MaxNameLength] : part);
        var name = string.Join('/', parts);
        return name.Length > 0 ? name : "page";
    }
}
