using Classifier.Features;
using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Lifecycle.Inspecting;
using Xunit;

namespace Classifier.Training.Tests.Lifecycle.Inspecting;

public sealed class ModelInspectionTests(TrainedModels models)
{
    [Fact]
    public void The_top_words_of_a_topic_occur_in_its_headlines()
    {
        var inspection = ModelInspection.Run(models.FolderOf("topic"), [OwnHeadlines.Path], 5_000, 5);
        var weather = inspection.Labels.Single(label => label.Label == "medtop:17000000");
        var text = string.Join(' ', OwnHeadlines.All.Where(row => row.Topic == weather.Label).Select(row => row.Text))
            .ToLowerInvariant();
        Assert.Equal(5, weather.For.Count);
        Assert.All(weather.For, word => Assert.Contains(word.Name, text, StringComparison.Ordinal));
        Assert.All(weather.For, word => Assert.True(word.Logit > 0));
        Assert.All(weather.Against, word => Assert.True(word.Logit < 0));
        Assert.Equal(weather.For.OrderByDescending(word => word.Logit), weather.For);
        Assert.Equal(weather.Against.OrderBy(word => word.Logit), weather.Against);
        Assert.Empty(inspection.Cues);
    }

    [Fact]
    public void Typical_clickbait_words_rank_high_and_cues_are_named()
    {
        var inspection = ModelInspection.Run(models.FolderOf("clickbait"), [OwnHeadlines.Path], 5_000, 40);
        var bait = Assert.Single(inspection.Labels);
        Assert.Contains(bait.For, word => word.Name is "you" or "this" or "your");
        Assert.Equal(ClickbaitCues.Count, inspection.Cues.Count);
        Assert.True(Effect(inspection, "forward reference") > Effect(inspection, "attribution"));
    }

    [Fact]
    public void The_number_of_scored_words_is_limited() =>
        Assert.Equal(50, ModelInspection.Run(models.FolderOf("clickbait"), [OwnHeadlines.Path], 50, 3).VocabularySize);

    [Fact]
    public void A_model_without_vectors_requires_data() =>
        Assert.Contains(
            "--data",
            Assert
                .Throws<TrainingDataException>(() => ModelInspection.Run(models.FolderOf("topic"), [], 100, 3))
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Sizes_match_the_files() =>
        Assert.Equal(
            new FileInfo(Path.Combine(models.FolderOf("topic"), ModelBundle.ZipName)).Length,
            ModelInspection.Run(models.FolderOf("topic"), [OwnHeadlines.Path], 100, 3).Bytes[ModelBundle.ZipName]
        );

    private static float Effect(ModelInspection inspection, string cue) =>
        inspection.Cues.Single(effect => effect.Name == cue).Logit;
}
