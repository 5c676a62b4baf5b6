using Classifier.Models;
using Classifier.Onnx;
using Classifier.Training.Data;
using Classifier.Training.Lifecycle;
using Classifier.Transformers;
using Classifier.Transformers.Onnx;
using Classifier.Transformers.Training;

namespace Classifier.Training.Recipes.Encoders;

/// <summary>Fine-tunes an accurate model on labeled headlines and writes it to a folder. After each epoch, the model is measured on
/// held-out headlines, and written if it is the best one so far.</summary>
/// <param name="Data">The files of labeled headlines.</param>
/// <param name="Output">The model folder, whose name becomes the version of the model.</param>
/// <param name="Pretrained">The folder of the accurate model to start from.</param>
/// <param name="Seed">The random seed. The same files, pretrained model, options, and seed produce the same bytes.</param>
public sealed record EncoderRun(IReadOnlyList<LabeledInput> Data, string Output, string Pretrained, int Seed)
{
    /// <summary>The minimum number of labeled headlines from which an encoder learns a task.</summary>
    public const int MinHeadlines = 500;

    /// <summary>The maximum learning rate that is used unless another is given.</summary>
    public const double DefaultLearningRate = 7e-5;

    /// <summary>The limits of the number of epochs that is chosen by the number of headlines.</summary>
    public const int MinEpochs = 3,
        MaxEpochs = 10;

    /// <summary>The minimum number of headlines in all epochs, as far as <see cref="MaxEpochs"/> permits. On 2,000 headlines with 41
    /// labels, more than three epochs did not help.</summary>
    private const int HeadlinesRead = 6_000;

    /// <summary>The factor of the learning rate of the heads, chosen on 2,000 headlines with 41 labels.</summary>
    private const double HeadRateFactor = 10;

    /// <summary>Gets the number of passes over the data; <see langword="null"/> to choose it by the number of headlines, from
    /// <see cref="MinEpochs"/> to <see cref="MaxEpochs"/>.</summary>
    public int? Epochs { get; init; }

    /// <summary>Gets the maximum learning rate of the last layer.</summary>
    public double LearningRate { get; init; } = DefaultLearningRate;

    /// <summary>Gets the map from labels to topics; <see langword="null"/> to use labels as they are.</summary>
    public LabelMap? Labels { get; init; }

    /// <summary>Gets the number of threads, which does not influence the result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Gets a value indicating whether the model is also written in single precision.</summary>
    public bool WritesSinglePrecision { get; init; }

    /// <summary>Gets the path of the checkpoint. An existing one is resumed, and it is deleted when the run is complete.</summary>
    public string Checkpoint { get; init; } =
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(Output)) + ".checkpoint";

    /// <summary>Gets a callback that receives what was decided about the data, and on which rows the metrics are measured;
    /// <see langword="null"/> for none.</summary>
    public Action<string>? Notify { get; init; }

    /// <summary>Trains the model, or resumes an interrupted run.</summary>
    /// <param name="progress">Receives the current step. When it throws, the best model so far and the checkpoint of the last finished
    /// epoch are kept.</param>
    /// <exception cref="TrainingDataException">The data cannot be used.</exception>
    /// <exception cref="ModelException">The pretrained model or the checkpoint cannot be used, or the model cannot be
    /// written.</exception>
    public EncoderManifest Train(TrainingProgress progress)
    {
        ModelWriter.EnsureWritable(Output);
        using var pretrained = PretrainedEncoder.Read(Pretrained);
        progress.Report($"reading {Plural.Format(Data.Count, "file")}");
        var data = EncoderData.Read(Data, Labels);
        var set = EncoderSet.Create(data, pretrained, Threads, progress);
        NotifyAll(data.Notices.Concat(set.DescribeKept()));
        var options = new FineTuningOptions
        {
            Epochs = Epochs ?? ChooseEpochs(set.Count),
            LearningRate = LearningRate,
            HeadRateFactor = HeadRateFactor,
            Seed = Seed,
        };
        var compute = new Compute(Threads);
        var (graph, model) = pretrained.CreateModel(set.Labels, compute, Seed);
        var training = new FineTuning(model, compute, options, set.Describe(options, WritesSinglePrecision));
        var best = Restore(training, options.Epochs, progress);
        while (training.FinishedEpochs < options.Epochs)
        {
            RunEpoch(training, set, options, progress);
            var quantized = Export(graph, model, quantize: true);
            var logits = PretrainedEncoder.ComputeLogits(quantized, set.Validation, Threads);
            var figures = EncoderFigures.Measure(logits, set.Validation, set.Labels);
            progress.Report($"epoch {training.FinishedEpochs} on held-out headlines: {figures}");
            if (best is null || figures.Score > best.Score)
            {
                var manifest = EncoderWriter.Write(
                    Output,
                    set.CreateManifest(quantized, logits, training.FinishedEpochs, options),
                    quantized,
                    pretrained.Vocabulary,
                    WritesSinglePrecision ? Export(graph, model, quantize: false) : null
                );
                best = new BestEpoch(figures.Score, manifest.Sha256);
            }

            EncoderCheckpoint.Write(Checkpoint, best, training);
        }

        File.Delete(Checkpoint);
        NotifyAll(data.DescribeMeasured());
        return ReadWritten();
    }

    /// <summary>Chooses the number of epochs by the number of headlines in each.</summary>
    internal static int ChooseEpochs(int headlines) => Math.Clamp(HeadlinesRead / headlines, MinEpochs, MaxEpochs);

    private static void RunEpoch(
        FineTuning training,
        EncoderSet set,
        FineTuningOptions options,
        TrainingProgress progress
    )
    {
        var epoch = training.FinishedEpochs;
        var examples = set.CreateExamples(options.Epochs);
        progress.Report($"epoch {epoch + 1} of {options.Epochs}");
        training.RunEpoch(
            examples.GetExamples(epoch),
            step =>
                progress.ReportRows(
                    Math.Min(step.Step * options.BatchSize, examples.Count),
                    examples.Count,
                    before: (long)epoch * examples.Count,
                    after: (options.Epochs - epoch - 1L) * examples.Count
                ),
            CancellationToken.None
        );
    }

    private static byte[] Export(BertGraph graph, EncoderModel model, bool quantize)
    {
        using var stream = new MemoryStream();
        graph.Write(stream, model, quantize);
        return stream.ToArray();
    }

    private BestEpoch? Restore(FineTuning training, int epochs, TrainingProgress progress)
    {
        if (!File.Exists(Checkpoint))
        {
            return null;
        }

        var best = EncoderCheckpoint.Read(Checkpoint, training);
        if (!File.Exists(Path.Combine(Output, ModelBundle.ManifestName)) || ReadWritten().Sha256 != best.Sha256)
        {
            throw new ModelException(
                $"{Checkpoint} belongs to a run whose best model is not in {Output} any more. Delete the checkpoint to start over."
            );
        }

        progress.Report($"resuming after epoch {training.FinishedEpochs} of {epochs}");
        return best;
    }

    private EncoderManifest ReadWritten() => (EncoderManifest)EncoderBundle.Kind.ReadManifest(Output);

    private void NotifyAll(IEnumerable<string> notices)
    {
        foreach (var notice in notices)
        {
            Notify?.Invoke(notice);
        }
    }
}
