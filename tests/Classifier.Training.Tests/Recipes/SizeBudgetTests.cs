using Classifier.Features;
using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Recipes;
using Xunit;

namespace Classifier.Training.Tests.Recipes;

public sealed class SizeBudgetTests : IDisposable
{
    private static readonly WordVectors Vectors = WordVectors.Build(
        Enumerable.Range(0, 2_000).Select(i => ($"word{i}", new float[] { i, 1, 2, 3 }))
    );

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Candidates_start_at_the_largest_estimated_to_fit_and_get_smaller()
    {
        var recipe = new Recipe(ModelBundle.TopicTask, Vectors, 1);
        Assert.Same(recipe, SizeBudget.GetCandidates(recipe, 17, 100_000_000)[0]);
        var steps = SizeBudget.GetCandidates(recipe, 17, 3_000_000);
        Assert.InRange(steps[0].Features.HashBits, 14, 15);
        Assert.Equal(
            steps.Select(step => step.Features.HashBits).OrderDescending(),
            steps.Select(step => step.Features.HashBits)
        );
        Assert.Null(steps[^1].Vectors);
        Assert.Equal("word0", steps[0].Vectors!.Words[0]);
    }

    [Fact]
    public void A_model_does_not_exceed_the_size_limit()
    {
        const long Most = 50_000;
        Train(Most);
        var bytes = new[] { ModelBundle.ZipName, ModelBundle.VectorsName }
            .Select(name => new FileInfo(_folder.Of("1", name)))
            .Where(file => file.Exists)
            .Sum(file => file.Length);
        Assert.InRange(bytes, Most / 10, Most);
        Assert.Equal(3, ModelBundle.Read(_folder.Of("1")).Manifest.Labels.Count);
    }

    [Fact]
    public void An_unattainable_size_limit_is_rejected_and_nothing_is_written()
    {
        Assert.Contains(
            "The smallest model takes",
            Assert.Throws<ModelException>(() => Train(1_000)).Message,
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(_folder.Of("1")));
    }

    private string Data => _folder.Write("few.tsv", OwnHeadlines.OfTopics("spo", "pol", "ebf"));

    private void Train(long most) =>
        new TrainingRun([Data], _folder.Of("1"), Vectors, 1) { MaxBytes = most }.TrainTopic(new Silent());
}
