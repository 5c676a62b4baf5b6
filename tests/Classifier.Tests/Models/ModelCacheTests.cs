using Classifier.Models;
using Xunit;

namespace Classifier.Tests.Models;

public sealed class ModelCacheTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("classifier-cache-").FullName;

    public ModelCacheTests()
    {
        foreach (var name in new[] { ModelBundle.ZipName, ModelBundle.ManifestName, ModelBundle.VectorsName })
        {
            File.Copy(Path.Combine(Shipped, name), Path.Combine(_folder, name));
        }
    }

    private static string Shipped => ModelStore.FindModel(ModelStore.FindRoot(), ModelBundle.ClickbaitTask);

    private string CachePath => Path.Combine(_folder, ModelBundle.CacheName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_cached_model_gives_bit_identical_scores()
    {
        var headlines = RandomHeadlines.Generate(300).ToList();
        var fromZip = ModelBundle.Read(_folder).Predict(headlines);
        Assert.True(File.Exists(CachePath));
        var written = File.GetLastWriteTimeUtc(CachePath);
        var fromCache = ModelBundle.Read(_folder);
        Assert.Equal(fromZip, fromCache.Predict(headlines));
        Assert.Equal(written, File.GetLastWriteTimeUtc(CachePath));

        // Parts that scoring does not need are loaded on demand.
        Assert.Equal(fromCache.PredictWithMLNet(headlines.GetRange(0, 3))[2][0], fromZip[2][0], ModelBundle.Tolerance);
        Assert.Equal(fromCache.Manifest.Features.VectorSize, fromCache.Featurizer.Vectors!.Size);
        Assert.Equal(
            [.. fromCache.Featurizer.Vectors.Words.Take(100)],
            Enumerable.Range(0, 100).Select(id => fromCache.Featurizer.Vocabulary[id].ToString())
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(100_000)]
    [InlineData(-1)]
    public void A_cache_with_a_flipped_bit_is_rewritten(int at)
    {
        _ = ModelBundle.Read(_folder);
        var good = File.ReadAllBytes(CachePath);
        var bad = (byte[])good.Clone();
        bad[at < 0 ? ^1 : at] ^= 1;
        File.WriteAllBytes(CachePath, bad);
        _ = ModelBundle.Read(_folder);
        Assert.Equal(good, File.ReadAllBytes(CachePath));
    }

    [Fact]
    public void A_truncated_cache_or_one_of_another_model_is_rewritten()
    {
        _ = ModelBundle.Read(_folder);
        var good = File.ReadAllBytes(CachePath);
        File.WriteAllBytes(CachePath, good[..^1000]);
        _ = ModelBundle.Read(_folder);
        Assert.Equal(good, File.ReadAllBytes(CachePath));

        File.WriteAllBytes(CachePath, []);
        _ = ModelBundle.Read(_folder);
        Assert.Equal(good, File.ReadAllBytes(CachePath));

        var topic = ModelStore.FindModel(ModelStore.FindRoot(), ModelBundle.TopicTask);
        _ = ModelBundle.Read(topic);
        File.Copy(Path.Combine(topic, ModelBundle.CacheName), CachePath, overwrite: true);
        _ = ModelBundle.Read(_folder);
        Assert.Equal(good, File.ReadAllBytes(CachePath));
    }

    [Fact]
    public void A_model_is_read_even_if_the_cache_cannot_be_written()
    {
        Directory.CreateDirectory(Path.Combine(CachePath, "in the way"));
        Assert.Equal(ModelBundle.ClickbaitTask, ModelBundle.Read(_folder).Manifest.Task);
        Assert.Empty(Directory.GetFiles(_folder, ".*"));
    }

    [Fact]
    public void A_changed_zip_is_rejected_despite_a_valid_cache()
    {
        _ = ModelBundle.Read(_folder);
        File.AppendAllText(Path.Combine(_folder, ModelBundle.ZipName), "x");
        Assert.Contains(
            "SHA-256",
            Assert.Throws<ModelException>(() => ModelBundle.Read(_folder)).Message,
            StringComparison.Ordinal
        );
    }
}
