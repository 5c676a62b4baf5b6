using System.Text.RegularExpressions;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Cli.Tests;

/// <summary>Checks that the documents name files and folders that exist.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Documents =>
        [
            "README.md",
            .. Directory
                .GetFiles(Path.Combine(Repository.Root, "docs"), "*.md")
                .Select(path => Path.GetRelativePath(Repository.Root, path)),
        ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_relative_link_leads_to_a_file(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        var broken = Links()
            .Matches(Text(document))
            .Select(link => link.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !Exists(Path.Combine(folder, target)));
        Assert.Empty(broken);
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_path_in_code_format_exists(string document)
    {
        var broken = Paths()
            .Matches(Text(document))
            .Select(path => path.Groups["path"].Value)
            .Where(path => !Exists(Path.Combine(Repository.Root, path)));
        Assert.Empty(broken);
    }

    private static string Text(string document) => File.ReadAllText(Path.Combine(Repository.Root, document));

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);

    /// <summary>Matches the target of a link or an image, without its anchor.</summary>
    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex Links();

    /// <summary>Matches a path within the repository; models' folders in examples are placeholders.</summary>
    [GeneratedRegex(@"`(?<path>(src|protos|docs|tests|training)/[\w./-]+)`")]
    private static partial Regex Paths();
}
