using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Classifier.Models;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Tests.Models;

/// <summary>Breaks a version in every way that a copy or a faulty tool can.</summary>
public sealed class BrokenModelTests : IDisposable
{
    private const string Manifest = ModelBundle.ManifestName;
    private const string Zip = ModelBundle.ZipName;
    private const string Vectors = ModelBundle.VectorsName;

    private static readonly Dictionary<string, Action<string>> Defects = new()
    {
        ["truncated zip"] = folder => Truncate(folder, Zip),
        ["empty zip"] = folder => Write(folder, Zip, []),
        ["missing zip"] = folder => File.Delete(Path.Combine(folder, Zip)),
        ["zip of another model"] = folder => SwapZip(folder, repairHash: false),
        ["zip of another model with its hash"] = folder => SwapZip(folder, repairHash: true),
        ["no zip at all, with its hash"] = folder => WriteZip(folder, [1, 2, 3]),
        ["zip bomb, with its hash"] = folder => WriteZip(folder, CreateBomb()),
        ["wrong hash"] = folder => Edit(folder, json => json["sha256"] = new string('0', 64)),
        ["no hash"] = folder => Edit(folder, json => json["sha256"] = null),
        ["truncated vectors"] = folder => Truncate(folder, Vectors),
        ["missing vectors"] = folder => File.Delete(Path.Combine(folder, Vectors)),
        ["vectors of garbage, with their hash"] = folder =>
            WriteVectors(folder, [.. Enumerable.Repeat((byte)255, 999)]),
        ["truncated manifest"] = folder => Truncate(folder, Manifest),
        ["empty manifest"] = folder => Write(folder, Manifest, []),
        ["manifest without an object"] = folder => Write(folder, Manifest, "null"u8.ToArray()),
        ["another feature version"] = folder => Edit(folder, json => json["features"]!["version"] = 99),
        ["more buckets than memory"] = folder => Edit(folder, json => json["features"]!["hashBits"] = 62),
        ["null labels"] = folder => Edit(folder, json => json["labels"] = null),
        ["a null label"] = folder => Edit(folder, json => json["labels"]![0] = null),
        ["a million labels"] = folder => Edit(folder, json => json["labels"] = ManyLabels()),
        ["null features"] = folder => Edit(folder, json => json["features"] = null),
        ["null probes"] = folder => Edit(folder, json => json["probes"] = null),
        ["null scores of a probe"] = folder => Edit(folder, json => json["probes"]![0]!["scores"] = null),
        ["other scores of a probe"] = folder => Edit(folder, json => json["probes"]![0]!["scores"]![0] = 0.9),
        ["missing folder"] = folder => Directory.Delete(folder, recursive: true),
    };

    private readonly TemporaryFolder _models = new();

    public static TheoryData<string> Names => [.. Defects.Keys];

    public void Dispose() => _models.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_broken_version_is_refused_with_a_reason(string defect)
    {
        var folder = Directory.CreateDirectory(_models.Of("models", "topic", "6")).FullName;
        foreach (var file in new[] { Manifest, Zip, Vectors })
        {
            File.Copy(
                Path.Combine(ModelStore.FindModel(ModelStore.FindRoot(), ModelBundle.TopicTask), file),
                Path.Combine(folder, file)
            );
        }

        Defects[defect](folder);
        var refusal = Assert.Throws<ModelException>(() => ModelBundle.Read(folder, useCache: false));
        Assert.Contains(folder, refusal.Message, StringComparison.Ordinal);
    }

    private static void Write(string folder, string file, byte[] content) =>
        File.WriteAllBytes(Path.Combine(folder, file), content);

    private static void Truncate(string folder, string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(folder, file));
        Write(folder, file, bytes[..(bytes.Length / 2)]);
    }

    private static void Edit(string folder, Action<JsonNode> edit)
    {
        var path = Path.Combine(folder, Manifest);
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        edit(json);
        File.WriteAllText(path, json.ToJsonString());
        File.Delete(Path.Combine(folder, ModelBundle.CacheName));
    }

    private static void WriteZip(string folder, byte[] content)
    {
        Write(folder, Zip, content);
        Edit(folder, json => json["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    private static void WriteVectors(string folder, byte[] content)
    {
        Write(folder, Vectors, content);
        Edit(folder, json => json["vectorsSha256"] = Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    private static void SwapZip(string folder, bool repairHash)
    {
        var other = File.ReadAllBytes(
            Path.Combine(ModelStore.FindModel(ModelStore.FindRoot(), ModelBundle.ClickbaitTask), Zip)
        );
        if (repairHash)
        {
            WriteZip(folder, other);
        }
        else
        {
            Write(folder, Zip, other);
        }
    }

    /// <summary>Creates a small zip whose only file has the size of a whole model, many times over.</summary>
    private static byte[] CreateBomb()
    {
        using var bomb = new MemoryStream();
        using (var zip = new ZipArchive(bomb, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("TransformerChain/Model.key", CompressionLevel.Fastest).Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i <= 1 << 10; i++)
            {
                entry.Write(zeros);
            }
        }

        return bomb.ToArray();
    }

    private static JsonArray ManyLabels() =>
        [.. Enumerable.Range(0, 1_000_000).Select(label => (JsonNode)$"label {label}")];
}
