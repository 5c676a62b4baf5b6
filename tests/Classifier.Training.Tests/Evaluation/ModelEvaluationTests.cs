using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Evaluation;
using Classifier.Training.Evaluation.Pairs;
using Classifier.Training.Evaluation.Predictions;
using Classifier.Training.Lifecycle;
using Xunit;

namespace Classifier.Training.Tests.Evaluation;

public sealed class ModelEvaluationTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_card_contains_figures_limitations_and_the_origin_of_labels()
    {
        var manifest = WriteEvaluation();
        var card = File.ReadAllText(_folder.Of("README.md"));
        Assert.Contains("of the same recipe", card, StringComparison.Ordinal);
        Assert.Contains("](evaluation.html)", card, StringComparison.Ordinal);
        Assert.Contains("## Limitations", card, StringComparison.Ordinal);
        Assert.Contains("On 7 [minimal pairs]", card, StringComparison.Ordinal);
        Assert.DoesNotContain("large language model", card, StringComparison.Ordinal);
        var file = manifest.TrainingFiles[0] with { Name = "train.tsv" };
        Assert.Contains(
            "were made by a large language model",
            ModelCard.Write(manifest with { TrainingFiles = [file] }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_evaluation_is_read_back_for_the_same_model_only()
    {
        var manifest = WriteEvaluation();
        var read = ModelEvaluation.Read(_folder.Path, manifest)!;
        Assert.Equal(ModelCard.Write(manifest, read), File.ReadAllText(_folder.Of("README.md")));
        Assert.Null(ModelEvaluation.Read(_folder.Path, manifest with { Sha256 = "another" }));
    }

    [Fact]
    public void No_evaluation_headline_is_stored()
    {
        WriteEvaluation();
        var stored = string.Concat(Directory.GetFiles(_folder.Path).Select(File.ReadAllText));
        Assert.All(
            OwnHeadlines.Test,
            headline => Assert.DoesNotContain(headline.Text, stored, StringComparison.Ordinal)
        );
    }

    private ModelManifest WriteEvaluation()
    {
        var report = Evaluator.Evaluate(
            "Own headlines",
            ScoredHeadlines.Score(new EvaluatedModel(models.Topic), OwnHeadlines.Test)
        );
        var manifest = models.Topic.Manifest;
        new ModelEvaluation(manifest.Sha256, report, new MinimalPairReport(7, 1, 0.9, [], [])).Write(
            _folder.Path,
            manifest
        );
        return manifest;
    }
}
