using Classifier.Transformers.Training;
using Xunit;

namespace Classifier.Transformers.Tests.Training;

public class FineTuningTests
{
    private static readonly FineTuningOptions Options = new()
    {
        LearningRate = 1e-2,
        BatchSize = 8,
        Epochs = 4,
    };

    private static readonly HeadlineExample[] Examples = [.. CreateExamples()];

    [Fact]
    public void Training_learns_the_labels()
    {
        var losses = new List<double>();
        _ = Train(threads: 2, epochs: 4, losses: losses);
        Assert.True(losses[^1] < losses[0] / 2, $"{losses[0]} to {losses[^1]}");
    }

    [Fact]
    public void The_result_does_not_depend_on_the_number_of_threads() =>
        Assert.Equal(GetValues(Train(threads: 1, epochs: 2).Model), GetValues(Train(threads: 2, epochs: 2).Model));

    [Fact]
    public void A_resumed_run_gives_the_same_model_as_an_uninterrupted_one()
    {
        using var checkpoint = new MemoryStream();
        Train(threads: 1, epochs: 2).Run.Save(checkpoint);
        checkpoint.Position = 0;
        var resumed = Train(threads: 1, epochs: 4, checkpoint);
        Assert.Equal(4, resumed.Run.FinishedEpochs);
        Assert.Equal(GetValues(Train(threads: 1, epochs: 4).Model), GetValues(resumed.Model));
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_rejected()
    {
        using var checkpoint = new MemoryStream();
        Train(threads: 1, epochs: 1).Run.Save(checkpoint);
        checkpoint.Position = 0;
        var compute = new Compute(1);
        var other = new FineTuning(SmallModel.Create(compute), compute, Options, "other data");
        Assert.Throws<InvalidDataException>(() => other.Restore(checkpoint));
    }

    [Fact]
    public void Cancellation_stops_the_epoch()
    {
        var compute = new Compute(1);
        var run = new FineTuning(SmallModel.Create(compute), compute, Options, "test");
        using var cancellation = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
            run.RunEpoch(Examples, _ => cancellation.Cancel(), cancellation.Token)
        );
        Assert.Equal(0, run.FinishedEpochs);
    }

    [Fact]
    public void The_learning_rate_rises_and_falls_linearly()
    {
        var options = new FineTuningOptions { WarmUp = 0.1 };
        Assert.Equal(0.1, options.GetRate(0, 100), 1e-9);
        Assert.Equal(1, options.GetRate(9, 100), 1e-9);
        Assert.Equal(0.5, options.GetRate(55, 100), 1e-9);
        Assert.Equal(0, options.GetRate(100, 100), 1e-9);
    }

    [Fact]
    public void The_learning_rate_is_higher_for_the_heads_and_lower_for_earlier_layers()
    {
        var model = SmallModel.Create(new Compute(1));
        var options = new FineTuningOptions
        {
            LearningRate = 1e-3,
            LayerDecay = 0.5,
            HeadRateFactor = 10,
        };
        Assert.Equal(1e-2, options.GetMaxRate(model[EncoderModel.HeadWeight]), 1e-9);
        Assert.Equal(1e-3, options.GetMaxRate(model["encoder.layer.1.output.dense.weight"]), 1e-9);
        Assert.Equal(5e-4, options.GetMaxRate(model["encoder.layer.0.output.dense.weight"]), 1e-9);
    }

    private static (EncoderModel Model, FineTuning Run) Train(
        int threads,
        int epochs,
        Stream? checkpoint = null,
        List<double>? losses = null
    )
    {
        var compute = new Compute(threads);
        var model = SmallModel.Create(compute);
        var run = new FineTuning(model, compute, Options, "test");
        if (checkpoint is not null)
        {
            run.Restore(checkpoint);
        }

        while (run.FinishedEpochs < epochs)
        {
            run.RunEpoch(Examples, step => losses?.Add(step.Loss), CancellationToken.None);
        }

        return (model, run);
    }

    /// <summary>The second word piece determines the topic, and the third one the grade.</summary>
    private static IEnumerable<HeadlineExample> CreateExamples()
    {
        var random = new Random(3);
        for (var i = 0; i < 200; i++)
        {
            var (topic, grade) = (random.Next(SmallModel.Shape.Topics), random.Next(4));
            var targets = new float[SmallModel.Shape.Topics];
            targets[topic] = 1;
            yield return new HeadlineExample(
                [1, 3 + topic, 10 + grade, 15 + random.Next(15), 2],
                targets,
                [.. Enumerable.Range(1, 3).Select(least => grade >= least ? 1f : 0f)]
            );
        }
    }

    private static float[] GetValues(EncoderModel model) =>
        [.. model.Parameters.SelectMany(parameter => parameter.Value.Values)];
}
