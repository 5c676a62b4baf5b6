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
    public void The_top_words_of_a_topic_are_words_of_its_headlines()
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
    public void Words_that_bait_stand_above_words_of_news_and_cues_are_named()
    {
        var inspection = ModelInspection.Run(models.FolderOf("clickbait"), [OwnHeadlines.Path], 5_000, 40);
        var bait = Assert.Single(inspection.Labels);
        Assert.Contains(bait.For, word => word.Name is "you" or "this" or "your");
        Assert.Equal(ClickbaitCues.Count, inspection.Cues.Count);
        Assert.True(Effect(inspection, "forward reference") > Effect(inspection, "attribution"));
    }

    [Fact]
    public void Only_as_many_words_are_scored_as_asked_for() =>
        Assert.Equal(50, ModelInspection.Run(models.FolderOf("clickbait"), [OwnHeadlines.Path], 50, 3).Vocabulary);

    [Fact]
    public void A_model_without_vectors_asks_for_headlines() =>
        Assert.Contains(
            "--data",
            Assert
                .Throws<TrainingDataException>(() => ModelInspection.Run(models.FolderOf("topic"), [], 100, 3))
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Sizes_are_those_of_the_files() =>
        Assert.Equal(
            new FileInfo(Path.Combine(models.FolderOf("topic"), ModelBundle.ZipName)).Length,
            ModelInspection.Run(models.FolderOf("topic"), [OwnHeadlines.Path], 100, 3).Bytes[ModelBundle.ZipName]
        );

    private static float Effect(ModelInspection inspection, string cue) =>
        inspection.Cues.Single(effect => effect.Name == cue).Logit;
}
