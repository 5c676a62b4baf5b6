using Classifier.Models;
using Classifier.Scoring;
using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Lifecycle;
using Classifier.Training.Lifecycle.Thresholds;
using Xunit;

namespace Classifier.Training.Tests.Lifecycle.Thresholds;

public sealed class ThresholdTuningTests : IDisposable
{
    private const string Sport = "medtop:15000000";

    private readonly TrainedModels _models;
    private readonly TemporaryFolder _folder = new();

    public ThresholdTuningTests(TrainedModels models)
    {
        _models = models;
        foreach (var task in new[] { ModelBundle.TopicTask, ModelBundle.ClickbaitTask })
        {
            Directory.CreateDirectory(_folder.Of(task, "1"));
            foreach (var file in Directory.GetFiles(models.FolderOf(task)))
            {
                File.Copy(file, _folder.Of(task, "1", Path.GetFileName(file)));
            }
        }
    }

    private string Topic => _folder.Of("topic", "1");

    private string Clickbait => _folder.Of("clickbait", "1");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_topic_threshold_is_written_to_the_manifest_and_the_card_and_nothing_else_changes()
    {
        var before = ModelBundle.ReadManifest(Topic);
        ThresholdTuning.SetTopics(Topic, new Dictionary<string, double> { [Sport] = 0.61 });
        ThresholdTuning.SetTopics(Topic, new Dictionary<string, double> { ["medtop:17000000"] = 0.1 });
        var after = ModelBundle.Read(Topic).Manifest;
        Assert.Equal(
            [(Sport, 0.61), ("medtop:17000000", 0.1)],
            after.TopicMinScores!.Select(topic => (topic.Key, topic.Value))
        );
        Assert.Equivalent(before, after with { TopicMinScores = null }, strict: true);
        Assert.Contains(
            "sport, minimum score 0.61",
            File.ReadAllText(Path.Combine(Topic, "README.md")),
            StringComparison.Ordinal
        );
        Assert.Equal(["README.md", "model.json", "model.zip"], TemporaryFolder.Contents(Topic).Keys);
    }

    [Fact]
    public void A_topic_below_its_threshold_is_not_returned()
    {
        const string Headline = "Striker scores twice as champions win cup final";
        Assert.Contains(Sport, GetTopics(Headline));
        ThresholdTuning.SetTopics(Topic, new Dictionary<string, double> { [Sport] = 0.9999 });
        Assert.DoesNotContain(Sport, GetTopics(Headline));
        Assert.Contains(Sport, GetTopics(Headline, new ClassifyOptions { MinScore = 0 }));
    }

    [Fact]
    public void Data_that_the_model_was_trained_on_and_small_data_are_reported()
    {
        var data = _folder.Write("known.tsv", "text\ttopic\nRain falls\twea\nGoal in cup final\tspo\n");
        ModelWriter.UpdateManifest(
            Topic,
            manifest => manifest with { TrainingFiles = [new LabeledInput(data).Describe(2)] }
        );
        var warnings = new List<string>();
        ThresholdTuning.TuneTopics(Topic, [data], [], 0.9, warnings.Add);
        Assert.StartsWith("The model was trained on known.tsv", warnings[0], StringComparison.Ordinal);
        Assert.Contains(warnings, warning => warning.StartsWith("Caution: 2 headlines", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_topic_reaches_the_target_precision()
    {
        // The model was trained on these headlines, so most topics reach the precision.
        var data = _folder.Write(
            "all.tsv",
            "text\ttopic\n" + string.Concat(OwnHeadlines.All.Select(row => $"{row.Text}\t{row.Topic}\n"))
        );
        var found = ThresholdTuning.TuneTopics(Topic, [data], [], 0.8);
        Assert.Equal(_models.Topic.Manifest.Labels, found.Keys);
        var scores = _models.Topic.Predict([.. OwnHeadlines.All.Select(row => row.Text)]);
        var sport = found[Sport]!;
        var given = OwnHeadlines.All.Where((_, i) => scores[i][14] >= (float)sport.Threshold).ToList();
        Assert.True(sport.IsReached);
        Assert.Equal(sport.Precision, given.Count(row => row.Topic == Sport) / (double)given.Count, 9);
    }

    [Fact]
    public void A_band_is_tuned_to_its_grade_and_above()
    {
        var found = ThresholdTuning.TuneBand(Clickbait, [OwnHeadlines.Path], "considerable", 0.9)!;
        Assert.True(found.IsReached);
        var scores = _models.Clickbait.Predict([.. OwnHeadlines.Test.Select(row => row.Text)]);
        var given = OwnHeadlines.Test.Where((_, i) => scores[i][0] >= (float)found.Threshold).ToList();
        Assert.Equal(found.Precision, given.Count(row => row.Bait >= 2) / (double)given.Count, 9);
    }

    [Fact]
    public void Bands_that_would_not_increase_are_refused_and_nothing_is_written()
    {
        var before = TemporaryFolder.Contents(Clickbait);
        Assert.Contains(
            "must increase",
            Assert.Throws<ModelException>(() => ThresholdTuning.SetBand(Clickbait, "slight", 0.999)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(before, TemporaryFolder.Contents(Clickbait));
        Assert.Equal(0.999, ThresholdTuning.SetBand(Clickbait, "heavy", 0.999).Bands!.Heavy);
        Assert.Equal(0.999, ModelBundle.Read(Clickbait).Manifest.Bands!.Heavy);
    }

    [Fact]
    public void An_unknown_topic_is_reported() =>
        Assert.Contains(
            "no topic “gardening”",
            Assert
                .Throws<ModelException>(() =>
                    ThresholdTuning.TuneTopics(Topic, [OwnHeadlines.Path], ["gardening"], 0.9)
                )
                .Message,
            StringComparison.Ordinal
        );

    private List<string> GetTopics(string headline, ClassifyOptions? options = null)
    {
        using var classifier = HeadlineClassifier.Load(_folder.Path);
        return [.. classifier.Classify(headline, options).Topics.Select(topic => topic.Topic.Id)];
    }
}
