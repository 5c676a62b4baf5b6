using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Lifecycle;
using Xunit;

namespace Classifier.Training.Tests.Lifecycle;

public sealed class ScoreReferenceTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(ModelBundle.TopicTask)]
    [InlineData(ModelBundle.ClickbaitTask)]
    public void Training_stores_the_scores_of_the_headlines_that_it_held_out(string task)
    {
        var manifest = models.Of(task).Manifest;

        Assert.Equal(manifest.Metrics["held_out_headlines"], manifest.Reference!.Counts.Sum());
        Assert.True(manifest.Reference.Counts.Count(count => count > 0) > 2);
        Assert.Equal("held out of training", manifest.Reference.Source);
    }

    [Fact]
    public void A_model_without_a_reference_is_used_and_one_with_other_bins_is_refused()
    {
        var folder = _folder.Of("1");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(models.FolderOf(ModelBundle.ClickbaitTask)))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        ModelWriter.UpdateManifest(folder, manifest => manifest with { Reference = null });
        Assert.Null(ModelBundle.Read(folder).Manifest.Reference);

        ModelWriter.UpdateManifest(
            folder,
            manifest => manifest with { Reference = new ScoreReference([1, 2], "week") }
        );
        var e = Assert.Throws<ModelException>(() => ModelBundle.Read(folder));
        Assert.Contains("reference of [1, 2] headlines; expected 10 counts", e.Message, StringComparison.Ordinal);
    }
}
