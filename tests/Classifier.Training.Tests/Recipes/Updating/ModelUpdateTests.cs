using Classifier.Models;
using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Pairs;
using Classifier.Training.Recipes.Updating;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Updating;

public sealed class ModelUpdateTests(TrainedModels models) : IDisposable
{
    private const string Labor = "medtop:09000000";

    private static readonly string[] Corrected =
    [
        "Choir of welders fills the old shipyard with song",
        "Tern colony forces rerouting of the marathon",
        "Lighthouse keeper paints his boat for the regatta",
        "Bakers of the old town open their doors at midnight",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Corrections_are_learned_and_other_answers_are_kept()
    {
        var data = _folder.Write("a.tsv", "text\ttopic\n" + string.Concat(Corrected.Select(text => $"{text}\tlab\n")));
        var manifest = Update(ModelBundle.TopicTask, data, "2");
        var updated = ModelBundle.Read(_folder.Of("topic", "2"));
        Assert.All(Corrected, text => Assert.Equal(Labor, Answer(updated, text)));
        Assert.Equal(1, manifest.Metrics["corrections_right"]);
        Assert.True(manifest.Metrics["unlabeled_same_answer"] > 0.95);

        var others = Others();
        Assert.True(others.Count(text => Answer(models.Topic, text) == Answer(updated, text)) > 0.93 * others.Count);
        Assert.Equal(
            models.TopicManifest.TrainingFiles.Append(new LabeledInput(data).Describe(Corrected.Length)),
            manifest.TrainingFiles
        );
        Assert.Equal(models.TopicManifest.Features, manifest.Features);
        Assert.StartsWith("built on topic model 1", manifest.Trainer, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_input_produces_the_same_bytes()
    {
        var data = _folder.Write("a.tsv", $"text\ttopic\n{Corrected[0]}\tlab\n{Corrected[1]}\tspo\n");
        Update(ModelBundle.TopicTask, data, "2");
        var first = TemporaryFolder.Contents(_folder.Of("topic", "2"));
        Update(ModelBundle.TopicTask, data, "2");
        Assert.Equal(first, TemporaryFolder.Contents(_folder.Of("topic", "2")));
    }

    [Fact]
    public void An_added_label_is_learned_and_no_old_label_is_lost()
    {
        var data = _folder.Write(
            "a.tsv",
            "text\ttopic\n"
                + string.Concat(
                    Enumerable.Range(0, 30).Select(i => $"Chess master {i} wins with the queen gambit\tchess\n")
                )
        );
        var manifest = Update(ModelBundle.TopicTask, data, "2", update => update with { AddedLabels = ["chess"] });
        Assert.Equal([.. models.TopicManifest.Labels, "chess"], manifest.Labels);
        var updated = ModelBundle.Read(_folder.Of("topic", "2"));
        Assert.Equal("chess", Answer(updated, "Young chess master defends with the queen gambit"));
        Assert.DoesNotContain(
            "chess",
            Others()
                .Where(text => !text.Contains("chess", StringComparison.OrdinalIgnoreCase))
                .Select(text => Answer(updated, text))
        );
    }

    [Fact]
    public void A_label_that_the_model_does_not_have_is_rejected_unless_it_is_added()
    {
        var data = _folder.Write("a.tsv", "text\ttopic\nQueen takes pawn\tchess\nKing moves\tchess\n");
        var message = Assert.Throws<TrainingDataException>(() => Update(ModelBundle.TopicTask, data, "2")).Message;
        Assert.Contains("does not have the label “chess” (2 rows)", message, StringComparison.Ordinal);
        Assert.Contains("--add-label", message, StringComparison.Ordinal);
        Assert.Contains(
            "no row of the data has this label",
            Assert
                .Throws<TrainingDataException>(() =>
                    Update(ModelBundle.TopicTask, data, "2", update => update with { AddedLabels = ["chess", "go"] })
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(_folder.Of("topic", "2")));
    }

    [Fact]
    public void Labels_may_be_names_of_topics()
    {
        var data = _folder.Write("a.tsv", $"text\ttopic\n{Corrected[0]}\tLabour\n{Corrected[1]}\tLABOR\n");
        var manifest = Update(ModelBundle.TopicTask, data, "2");
        Assert.Equal(models.TopicManifest.Labels, manifest.Labels);
        Assert.Equal(Labor, Answer(ModelBundle.Read(_folder.Of("topic", "2")), Corrected[0]));
        Assert.Contains(
            "already has the label labor (medtop:09000000)",
            Assert
                .Throws<TrainingDataException>(() =>
                    Update(ModelBundle.TopicTask, data, "2", update => update with { AddedLabels = ["Labor"] })
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_labels_map_renames_and_drops_labels()
    {
        var data = _folder.Write("a.tsv", $"text\ttopic\n{Corrected[0]}\tlab\n");
        var map = LabelMap.Read(
            _folder.Write("map.tsv", $"label\tmedtop\n{Labor}\twork\nmedtop:17000000\t\nlab\twork\n")
        );
        var manifest = Update(ModelBundle.TopicTask, data, "2", update => update with { Labels = map });
        Assert.Equal(
            models
                .TopicManifest.Labels.Where(label => label != "medtop:17000000")
                .Select(label => label == Labor ? "work" : label),
            manifest.Labels
        );
        Assert.Equal("work", Answer(ModelBundle.Read(_folder.Of("topic", "2")), Corrected[0]));
    }

    [Fact]
    public void Corrected_clickbait_is_learned_in_every_casing()
    {
        string[] texts = ["Ferry timetable changes on the first of May", "Museum extends its opening hours in winter"];
        var data = _folder.Write("a.tsv", "text\tgrade\n" + string.Concat(texts.Select(text => $"{text}\t3\n")));
        var manifest = Update(ModelBundle.ClickbaitTask, data, "2");
        var updated = ModelBundle.Read(_folder.Of("clickbait", "2"));
        Assert.Equal(models.ClickbaitManifest.Bands, manifest.Bands);
        foreach (var text in texts.Concat(texts.Select(text => text.ToUpperInvariant())))
        {
            var (before, after) = (models.Clickbait.Predict([text])[0][0], updated.Predict([text])[0][0]);
            Assert.True(after > before + 0.1, $"{text}: {before} became {after}.");
        }

        var change = Others()
            .Average(text => Math.Abs(updated.Predict([text])[0][0] - models.Clickbait.Predict([text])[0][0]));
        Assert.True(change < 0.05, $"{change}");
    }

    [Fact]
    public void A_model_of_the_other_task_is_rejected()
    {
        var data = _folder.Write("a.tsv", "text\tbait\nRain\t0\nSnow\t1\n");
        Assert.Contains(
            "contains a topic model",
            Assert
                .Throws<TrainingDataException>(() =>
                    new ModelUpdate(models.FolderOf(ModelBundle.TopicTask), [data], _folder.Of("clickbait", "2")).Run(
                        ModelBundle.ClickbaitTask,
                        new Silent()
                    )
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>Headlines that neither model was trained on.</summary>
    private static List<string> Others() =>
        [
            .. MinimalPairs
                .Read(Path.Combine(Path.GetDirectoryName(OwnHeadlines.Path)!, "minimal_pairs.tsv"))
                .Select(pair => pair.First),
        ];

    private ModelManifest Update(
        string task,
        string data,
        string version,
        Func<ModelUpdate, ModelUpdate>? configure = null
    )
    {
        var update = new ModelUpdate(models.FolderOf(task), [data], _folder.Of(task, version));
        return (configure?.Invoke(update) ?? update).Run(task, new Silent());
    }

    private static string Answer(ModelBundle model, string headline)
    {
        var scores = model.Predict([headline])[0];
        return model.Manifest.Labels[scores.IndexOf(scores.Max())];
    }
}
