using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Classifier.Models;

namespace Classifier.Training.Data;

/// <summary>Represents a source of labeled headlines: a file, a member of a zip archive, or standard input.</summary>
public sealed class LabeledInput
{
    /// <summary>The path that stands for standard input.</summary>
    public const string StandardInput = "-";

    private static readonly string[] Extensions = [".tsv", ".csv", ".jsonl", ".ndjson", ".json", ".txt"];

    // Null for a file, which is read again instead of being kept in memory.
    private readonly Lazy<byte[]>? _content;

    /// <summary>Initializes an input that is a file.</summary>
    /// <param name="path">The path of the file.</param>
    /// <param name="options">How to read the file; <see langword="null"/> for <see cref="LabeledInputOptions.Default"/>.</param>
    internal LabeledInput(string path, LabeledInputOptions? options = null)
        : this(path, null, options ?? LabeledInputOptions.Default) { }

    private LabeledInput(string path, Lazy<byte[]>? content, LabeledInputOptions options)
    {
        Path = path;
        _content = content;
        Options = options;
    }

    /// <summary>Gets the path for messages: that of the file, of the archive and its member, or “standard input”.</summary>
    internal string Path { get; }

    /// <summary>Gets the file name without folders, <c>.gz</c>, and extension. It is the source of rows that do not specify
    /// one.</summary>
    internal string Name => System.IO.Path.GetFileNameWithoutExtension(FileBytes.NameWithoutGzip(Path));

    /// <summary>Gets the options for reading the input.</summary>
    internal LabeledInputOptions Options { get; }

    /// <summary>Creates an input that is a file.</summary>
    public static implicit operator LabeledInput(string path) => FromPath(path);

    /// <summary>Creates an input that is a file.</summary>
    internal static LabeledInput FromPath(string path) => new(path);

    /// <summary>Opens the inputs that a user named.</summary>
    /// <param name="paths">Files; zip archives, of which all members with a known extension are read; and <c>-</c> for standard
    /// input.</param>
    /// <param name="options">How to read them.</param>
    /// <exception cref="TrainingDataException">An archive cannot be read or has no suitable member.</exception>
    public static IReadOnlyList<LabeledInput> Open(IEnumerable<string> paths, LabeledInputOptions options) =>
        [.. paths.SelectMany(path => Open(path, options))];

    /// <summary>Returns the name and SHA-256 of the input, for a manifest.</summary>
    /// <param name="rows">The number of rows used.</param>
    internal TrainingFile Describe(long rows)
    {
        using var stream = _content is null ? File.OpenRead(Path) : (Stream)new MemoryStream(_content.Value);
        return new TrainingFile(
            System.IO.Path.GetFileName(Path),
            Convert.ToHexStringLower(SHA256.HashData(stream)),
            rows
        );
    }

    /// <inheritdoc/>
    public override string ToString() => Path;

    /// <summary>Reads the whole input, decompressed and converted to UTF-8.</summary>
    /// <exception cref="TrainingDataException">The input cannot be read.</exception>
    internal ReadOnlyMemory<byte> ReadText()
    {
        var bytes = _content is null ? FileBytes.Read(Path) : FileBytes.Decompress(_content.Value, Path);
        return Options.Encoding is { } encoding ? Encoding.Convert(encoding, Encoding.UTF8, bytes.ToArray()) : bytes;
    }

    /// <summary>Returns the input with the task of its label column, which is derived from the labels if necessary.</summary>
    internal LabeledInput WithLabelTask(ReadOnlyMemory<byte> bytes)
    {
        if (Options.LabelColumn is null || Options.LabelTask is not null)
        {
            return this;
        }

        var labels = LabeledFile
            .ReadRawRows(this, bytes, _ => { })
            .Select(row => row.Columns.Cell(row.Cells, HeadlineColumn.Topic))
            .Where(label => label.Length > 0);
        return new LabeledInput(
            Path,
            _content,
            Options with
            {
                LabelTask = labels.All(BaitLabel.IsValid) ? ModelBundle.ClickbaitTask : ModelBundle.TopicTask,
            }
        );
    }

    private static List<LabeledInput> Open(string path, LabeledInputOptions options)
    {
        if (path == StandardInput)
        {
            return [new LabeledInput("standard input", new Lazy<byte[]>(() => ReadStandardInput(options)), options)];
        }

        return System.IO.Path.GetExtension(path).Equals(".zip", StringComparison.OrdinalIgnoreCase) && File.Exists(path)
            ? OpenZip(path, options)
            : [new LabeledInput(path, options)];
    }

    private static List<LabeledInput> OpenZip(string path, LabeledInputOptions options)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            List<LabeledInput> members =
            [
                .. archive
                    .Entries.Where(entry =>
                        Extensions.Contains(
                            System.IO.Path.GetExtension(FileBytes.NameWithoutGzip(entry.FullName)).ToLowerInvariant()
                        ) && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal)
                    )
                    .Select(entry => entry.FullName)
                    .Order(StringComparer.Ordinal)
                    .Select(name => new LabeledInput(
                        $"{path}/{name}",
                        new Lazy<byte[]>(() => ReadMember(path, name)),
                        options
                    )),
            ];
            return members.Count > 0
                ? members
                : throw new TrainingDataException(
                    $"{path}: the archive has no {string.Join(", ", Extensions[..^1])} or {Extensions[^1]} file."
                );
        }
        catch (InvalidDataException e)
        {
            throw CreateZipException(path, e);
        }
    }

    private static byte[] ReadMember(string path, string name)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            using var member = archive.GetEntry(name)!.Open();
            return FileBytes.ReadAll(member, path);
        }
        catch (InvalidDataException e)
        {
            throw CreateZipException(path, e);
        }
    }

    private static byte[] ReadStandardInput(LabeledInputOptions options)
    {
        using var input = options.OpenStandardInput();
        return FileBytes.ReadAll(input, "standard input");
    }

    private static TrainingDataException CreateZipException(string path, InvalidDataException inner) =>
        new($"{path}: the zip archive is truncated or corrupt; get a complete copy of it.", inner);
}
