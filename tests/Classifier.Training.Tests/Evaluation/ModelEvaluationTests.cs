using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Evaluation;
using Classifier.Training.Lifecycle;
using Xunit;

namespace Classifier.Training.Tests.Evaluation;

public sealed class ModelEvaluationTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_card_tells_figures_weaknesses_and_where_labels_come_from()
    {
        var manifest = Evaluated();
        var card = File.ReadAllText(_folder.Of("README.md"));
        Assert.Contains("of the same recipe", card, StringComparison.Ordinal);
        Assert.Contains("](evaluation.html)", card, StringComparison.Ordinal);
        Assert.Contains("## Weak at", card, StringComparison.Ordinal);
        Assert.Contains("Of 7 [minimal pairs]", card, StringComparison.Ordinal);
        Assert.DoesNotContain("large language model", card, StringComparison.Ordinal);
        var file = manifest.TrainingFiles[0] with { Name = "train.tsv" };
        Assert.Contains(
            "were made by a large language model",
            ModelCard.Write(manifest with { TrainingFiles = [file] }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void What_was_measured_is_read_back_for_this_model_alone()
    {
        var manifest = Evaluated();
        var read = ModelEvaluation.Read(_folder.Path, manifest)!;
        Assert.Equal(ModelCard.Write(manifest, read), File.ReadAllText(_folder.Of("README.md")));
        Assert.Null(ModelEvaluation.Read(_folder.Path, manifest with { Sha256 = "another" }));
    }

    [Fact]
    public void No_headline_that_was_measured_on_is_kept()
    {
        Evaluated();
        var kept = string.Concat(Directory.GetFiles(_folder.Path).Select(File.ReadAllText));
        Assert.All(OwnHeadlines.Test, headline => Assert.DoesNotContain(headline.Text, kept, StringComparison.Ordinal));
    }

    private ModelManifest Evaluated()
    {
        var report = Evaluator.Report("Own headlines", ScoredHeadlines.Of(models.Topic, OwnHeadlines.Test));
        var manifest = models.Topic.Manifest;
        new ModelEvaluation(manifest.Sha256, report, new MinimalPairReport(7, 1, 0.9, [], [])).Write(
            _folder.Path,
            manifest
        );
        return manifest;
    }
}
