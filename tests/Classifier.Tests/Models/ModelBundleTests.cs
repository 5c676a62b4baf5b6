using System.IO.Compression;
using Classifier.Models;
using Classifier.Tests.Common;
using Xunit;

namespace Classifier.Tests.Models;

public class ModelBundleTests(ShippedModels models) : IClassFixture<ShippedModels>
{
    [Theory]
    [InlineData(ModelBundle.TopicTask)]
    [InlineData(ModelBundle.ClickbaitTask)]
    public void Real_headlines_have_the_same_scores_as_with_ML_NET(string task)
    {
        var path = SharedData.Find("data/topic/arise_tv.tsv.gz");
        Assert.SkipWhen(path is null, SharedData.SkipReason);
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var headlines = reader.ReadToEnd().Split('\n').Skip(1).Take(2_000).Select(line => line.Split('\t')[0]).ToList();
        Assert.Equal(2_000, headlines.Count);
        AssertEqualScores(task, headlines);
    }

    [Theory]
    [InlineData(ModelBundle.TopicTask)]
    [InlineData(ModelBundle.ClickbaitTask)]
    public void Unusual_headlines_have_the_same_scores_as_with_ML_NET(string task) =>
        AssertEqualScores(
            task,
            [
                "",
                "?",
                "नमस्ते दुनिया",
                new string('a', 1_000),
                string.Concat(Enumerable.Repeat("you ", 50)),
                "😀😀",
                "a\uD800b",
            ]
        );

    [Fact]
    public void A_model_with_a_changed_zip_is_rejected()
    {
        using var copy = new ModelCopy();
        var zip = Path.Combine(copy.Folder, ModelBundle.ZipName);
        var bytes = File.ReadAllBytes(zip);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(zip, bytes);
        Assert.Contains(
            "SHA-256",
            Assert.Throws<ModelException>(() => ModelBundle.Read(copy.Folder)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_model_that_does_not_reproduce_its_probes_is_rejected()
    {
        using var copy = new ModelCopy();
        copy.Edit("\"scale\": ", "\"scale\": 1");
        Assert.Contains(
            "rejected",
            Assert.Throws<ModelException>(() => ModelBundle.Read(copy.Folder)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_unsupported_manifest_format_is_rejected()
    {
        using var copy = new ModelCopy();
        copy.Edit("\"format\": ", "\"format\": 9");
        Assert.Contains(
            "format",
            Assert.Throws<ModelException>(() => ModelBundle.Read(copy.Folder)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_missing_model_is_reported_with_its_folder() =>
        Assert.Contains(
            "no-such-folder",
            Assert.Throws<ModelException>(() => ModelBundle.Read("no-such-folder")).Message,
            StringComparison.Ordinal
        );

    private void AssertEqualScores(string task, List<string> headlines)
    {
        var bundle = task == ModelBundle.TopicTask ? models.Classifier.Topic : models.Classifier.Clickbait;
        var expected = bundle.PredictWithMLNet(headlines);
        var actual = bundle.Predict(headlines, calibrated: false);
        for (var i = 0; i < headlines.Count; i++)
        {
            for (var label = 0; label < expected[i].Length; label++)
            {
                Assert.Equal(expected[i][label], actual[i][label], ModelBundle.Tolerance);
            }
        }
    }

    /// <summary>Represents a copy of the shipped topic model that a test can modify.</summary>
    private sealed class ModelCopy : IDisposable
    {
        public ModelCopy()
        {
            Folder = Directory.CreateTempSubdirectory("classifier-model-").FullName;
            foreach (var file in Directory.GetFiles(ModelStore.FindModel(ModelStore.FindRoot(), ModelBundle.TopicTask)))
            {
                File.Copy(file, Path.Combine(Folder, Path.GetFileName(file)));
            }
        }

        public string Folder { get; }

        public void Edit(string from, string to)
        {
            var path = Path.Combine(Folder, ModelBundle.ManifestName);
            var text = File.ReadAllText(path);
            Assert.Contains(from, text, StringComparison.Ordinal);
            File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
        }

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
