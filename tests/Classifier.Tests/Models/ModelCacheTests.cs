using Classifier.Models;
using Xunit;

namespace Classifier.Tests.Models;

public sealed class ModelCacheTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("classifier-flat-").FullName;

    public ModelCacheTests()
    {
        foreach (var name in new[] { ModelBundle.ZipName, ModelBundle.ManifestName, ModelBundle.VectorsName })
        {
            File.Copy(Path.Combine(Shipped, name), Path.Combine(_folder, name));
        }
    }

    private static string Shipped => ModelStore.FindModel(ModelStore.FindRoot(), ModelBundle.ClickbaitTask);

    private string Flat => Path.Combine(_folder, ModelBundle.CacheName);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_flat_copy_scores_to_the_bit_as_the_zip()
    {
        var headlines = RandomHeadlines.Generate(300).ToList();
        var fromZip = ModelBundle.Read(_folder).Predict(headlines);
        Assert.True(File.Exists(Flat));
        var written = File.GetLastWriteTimeUtc(Flat);
        var fromCopy = ModelBundle.Read(_folder);
        Assert.Equal(fromZip, fromCopy.Predict(headlines));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Flat));

        // What scoring does not need is still there.
        Assert.Equal(fromCopy.PredictWithMLNet(headlines.GetRange(0, 3))[2][0], fromZip[2][0], ModelBundle.Tolerance);
        Assert.Equal(fromCopy.Manifest.Features.VectorSize, fromCopy.Featurizer.Vectors!.Size);
        Assert.Equal(
            [.. fromCopy.Featurizer.Vectors.Words.Take(100)],
            Enumerable.Range(0, 100).Select(id => fromCopy.Featurizer.Vocabulary[id].ToString())
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(100_000)]
    [InlineData(-1)]
    public void A_copy_with_a_flipped_bit_is_made_anew(int at)
    {
        _ = ModelBundle.Read(_folder);
        var good = File.ReadAllBytes(Flat);
        var bad = (byte[])good.Clone();
        bad[at < 0 ? ^1 : at] ^= 1;
        File.WriteAllBytes(Flat, bad);
        _ = ModelBundle.Read(_folder);
        Assert.Equal(good, File.ReadAllBytes(Flat));
    }

    [Fact]
    public void A_copy_that_was_cut_off_or_is_of_another_model_is_made_anew()
    {
        _ = ModelBundle.Read(_folder);
        var good = File.ReadAllBytes(Flat);
        File.WriteAllBytes(Flat, good[..^1000]);
        _ = ModelBundle.Read(_folder);
        Assert.Equal(good, File.ReadAllBytes(Flat));

        File.WriteAllBytes(Flat, []);
        _ = ModelBundle.Read(_folder);
        Assert.Equal(good, File.ReadAllBytes(Flat));

        var topic = ModelStore.FindModel(ModelStore.FindRoot(), ModelBundle.TopicTask);
        _ = ModelBundle.Read(topic);
        File.Copy(Path.Combine(topic, ModelBundle.CacheName), Flat, overwrite: true);
        _ = ModelBundle.Read(_folder);
        Assert.Equal(good, File.ReadAllBytes(Flat));
    }

    [Fact]
    public void Where_no_copy_can_be_written_the_model_is_read_all_the_same()
    {
        Directory.CreateDirectory(Path.Combine(Flat, "in the way"));
        Assert.Equal(ModelBundle.ClickbaitTask, ModelBundle.Read(_folder).Manifest.Task);
        Assert.Empty(Directory.GetFiles(_folder, ".*"));
    }

    [Fact]
    public void A_good_copy_does_not_excuse_a_changed_zip()
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
