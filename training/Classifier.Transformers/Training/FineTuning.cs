using System.Diagnostics;

namespace Classifier.Transformers.Training;

/// <summary>
/// Fine-tunes all parameters of an encoder on labeled headlines. The result depends only on the initial model, the headlines in
/// their order and the options, not on the number of threads.
/// </summary>
/// <param name="model">The model, which is changed.</param>
/// <param name="compute">The threads to use.</param>
/// <param name="options">The hyperparameters.</param>
/// <param name="run">A description of the data and the options, which is checked when a checkpoint is restored.</param>
public sealed class FineTuning(EncoderModel model, Compute compute, FineTuningOptions options, string run)
{
    private readonly AdamW _optimizer = new(compute, options, model.Parameters);

    /// <summary>Gets the number of finished epochs.</summary>
    public int FinishedEpochs { get; private set; }

    /// <summary>Restores the state written by <see cref="Save"/>.</summary>
    /// <exception cref="InvalidDataException">The stream is not a checkpoint of the same run.</exception>
    public void Restore(Stream checkpoint) => FinishedEpochs = Checkpoint.Read(checkpoint, run, model, _optimizer);

    /// <summary>Writes the state after the last finished epoch.</summary>
    public void Save(Stream checkpoint) => Checkpoint.Write(checkpoint, run, FinishedEpochs, model, _optimizer);

    /// <summary>Runs the next epoch.</summary>
    /// <param name="examples">The labeled headlines. Epochs may have different ones, but the same number of them.</param>
    /// <param name="report">Called after each step.</param>
    /// <param name="cancellation">Cancels the epoch between two steps; the model is then in the middle of the epoch.</param>
    public void RunEpoch(
        IReadOnlyList<HeadlineExample> examples,
        Action<TrainingStep> report,
        CancellationToken cancellation
    )
    {
        var steps = (examples.Count + options.BatchSize - 1) / options.BatchSize;
        var clock = Stopwatch.StartNew();
        var order = Enumerable.Range(0, examples.Count).ToArray();
        new Random(unchecked((options.Seed * 1_000) + FinishedEpochs)).Shuffle(order);
        var meanLoss = 0.0;
        for (var step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            HeadlineExample[] batch =
            [
                .. order.Skip(step * options.BatchSize).Take(options.BatchSize).Select(i => examples[i]),
            ];
            var loss = RunStep(batch, (FinishedEpochs * steps) + step, options.Epochs * steps);
            meanLoss += (loss - meanLoss) / Math.Min(step + 1, 100);
            var remaining = clock.Elapsed * (((options.Epochs - FinishedEpochs) * steps) - step - 1) / (step + 1);
            report(new TrainingStep(FinishedEpochs + 1, step + 1, steps, meanLoss, remaining));
        }

        FinishedEpochs++;
    }

    private double RunStep(HeadlineExample[] examples, int step, int steps)
    {
        // Texts are concatenated without padding, so batches need not be grouped by length.
        var logits = model.Forward(new TokenBatch([.. examples.Select(example => example.Pieces)]));
        var gradient = new Matrix(logits.Rows, logits.Columns);
        var loss = HeadLoss.Compute(logits, examples, gradient);
        model.Backward(gradient);
        _optimizer.Update(step, options.GetRate(step, steps));
        return loss;
    }
}

/// <summary>Represents the progress of fine-tuning.</summary>
/// <param name="Epoch">The current epoch, starting at 1.</param>
/// <param name="Step">The number of finished steps in the epoch.</param>
/// <param name="Steps">The number of steps in an epoch.</param>
/// <param name="Loss">The moving average of the loss over about 100 steps.</param>
/// <param name="Remaining">The estimated time until all epochs are finished.</param>
public sealed record TrainingStep(int Epoch, int Step, int Steps, double Loss, TimeSpan Remaining);
