using Classifier.Models;
using Classifier.Onnx;
using Classifier.Tests.Common;
using Classifier.Training.Data;
using Classifier.Training.Lifecycle;
using Classifier.Training.Recipes;
using Classifier.Training.Recipes.Encoders;
using Xunit;

namespace Classifier.Training.Tests.Recipes.Encoders;

public sealed class EncoderRunTests(TrainedEncoder trained) : IClassFixture<TrainedEncoder>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Output => _folder.Of("encoder", "1");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_encoder_has_the_labels_of_the_data_and_learns_them()
    {
        Assert.Equal(OwnHeadlines.OwnLabels, trained.Manifest.Labels);
        Assert.InRange(trained.Manifest.Metrics["accuracy"], 0.6, 1);
        using var encoder = EncoderBundle.Read(trained.Output);
        var scores = new float[OwnHeadlines.OwnLabels.Count];
        encoder.Score("Earthquake destroys hundreds of homes", scores);
        Assert.Equal("Trouble", OwnHeadlines.OwnLabels[scores.IndexOf(scores.Max())]);
    }

    [Fact]
    public void A_task_without_labels_keeps_the_answers_of_the_pretrained_encoder()
    {
        Assert.InRange(trained.Manifest.Metrics["clickbait_kept_spearman"], 0.9, 1);
        Assert.DoesNotContain("roc_auc", trained.Manifest.Metrics);
        using var before = EncoderBundle.Read(TrainedEncoder.Pretrained);
        Assert.Equal(before.Manifest.Bands, trained.Manifest.Bands);
        using var after = EncoderBundle.Read(trained.Output);
        foreach (var headline in ModelWriter.Probes)
        {
            var kept = before.Score(headline, new float[before.Manifest.Labels.Count]);
            Assert.Equal(kept, after.Score(headline, new float[OwnHeadlines.OwnLabels.Count]), 0.25f);
        }
    }

    [Fact]
    public void The_notices_tell_what_is_kept_and_on_which_rows_the_metrics_are_measured()
    {
        Assert.Contains(
            trained.Notices,
            notice => notice.Contains("no clickbait grades to learn", StringComparison.Ordinal)
        );
        Assert.Contains(
            $"The metrics of topic are measured on {OwnHeadlines.Test.Count} headlines that the data marks as held out.",
            trained.Notices
        );
    }

    [Fact]
    public void The_folder_contains_both_graphs_and_nothing_is_left_beside_it()
    {
        Assert.Equal(
            ["model.int8.onnx", "model.json", "model.onnx", "vocab.txt"],
            TemporaryFolder.Contents(trained.Output).Keys
        );
        Assert.Equal([trained.Output], Directory.GetFileSystemEntries(Path.GetDirectoryName(trained.Output)!));
    }

    [Fact]
    public void An_interrupted_run_keeps_the_best_model_so_far_and_gives_the_same_bytes_when_it_is_resumed()
    {
        using var stop = new CancellationTokenSource();
        var run = trained.CreateRun(Output) with { Threads = 1 };
        void StopInSecondEpoch(string step)
        {
            if (step.StartsWith("epoch 2 of", StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        }

        Assert.Throws<OperationCanceledException>(() =>
            run.Train(new TrainingProgress(StopInSecondEpoch, _ => { }, stop.Token))
        );
        Assert.True(File.Exists(run.Checkpoint));
        using (var best = EncoderBundle.Read(Output))
        {
            Assert.Contains("epoch 1 of 2", best.Manifest.Trainer, StringComparison.Ordinal);
        }

        // A checkpoint belongs to its data and options.
        var other = run with
        {
            Seed = 2,
        };
        Assert.Contains(
            "other data or options",
            Assert.Throws<ModelException>(() => other.Train(TrainedEncoder.Progress())).Message,
            StringComparison.Ordinal
        );

        var steps = new List<string>();
        trained.CreateRun(Output).Train(TrainedEncoder.Progress(steps.Add));
        Assert.Contains("resuming after epoch 1 of 2", steps);
        Assert.DoesNotContain("epoch 1 of 2", steps);
        Assert.Equal(TemporaryFolder.Contents(trained.Output), TemporaryFolder.Contents(Output));
        Assert.False(File.Exists(run.Checkpoint));
    }

    [Fact]
    public void A_checkpoint_that_is_damaged_is_an_error_that_names_it()
    {
        var run = trained.CreateRun(Output);
        Directory.CreateDirectory(Path.GetDirectoryName(run.Checkpoint)!);
        File.WriteAllText(run.Checkpoint, "not a checkpoint");
        Assert.Contains(
            run.Checkpoint,
            Assert.Throws<ModelException>(() => run.Train(TrainedEncoder.Progress())).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(450, 10)]
    [InlineData(1_000, 6)]
    [InlineData(2_000, 3)]
    [InlineData(100_000, 3)]
    public void Few_headlines_are_read_more_often(int headlines, int epochs) =>
        Assert.Equal(epochs, EncoderRun.ChooseEpochs(headlines));

    [Fact]
    public void Too_few_headlines_are_an_error_that_names_the_minimum()
    {
        var few = OwnHeadlines.WithOwnLabels().Split('\n').Take(400);
        var run = trained.CreateRun(Output) with { Data = [_folder.Write("few.tsv", string.Join('\n', few))] };
        var exception = Assert.Throws<TrainingDataException>(() => run.Train(TrainedEncoder.Progress()));
        Assert.Contains("provide at least 500", exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Output));
    }

    [Fact]
    public void A_model_of_another_kind_is_not_a_pretrained_encoder()
    {
        var topic = ModelStore.FindModel(Repository.PathOf("models"), ModelBundle.TopicTask);
        var run = trained.CreateRun(Output) with { Pretrained = topic };
        Assert.Contains(
            topic,
            Assert.Throws<ModelException>(() => run.Train(TrainedEncoder.Progress())).Message,
            StringComparison.Ordinal
        );
    }
}
