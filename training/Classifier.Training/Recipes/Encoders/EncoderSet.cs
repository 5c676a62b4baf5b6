using System.Globalization;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Classifier.Onnx;
using Classifier.Training.Data;
using Classifier.Training.Evaluation.Figures;
using Classifier.Transformers.Training;

namespace Classifier.Training.Recipes.Encoders;

/// <summary>Represents the headlines of a training run as the encoder learns them. For a task without labels, it learns the answers of
/// the pretrained encoder, so that the new model keeps them.</summary>
internal sealed class EncoderSet
{
    private readonly EncoderData _data;
    private readonly PretrainedEncoder _pretrained;
    private readonly int _threads;
    private readonly EncoderHeadline[] _learning;
    private readonly EncoderHeadline[] _measured;

    private EncoderSet(EncoderData data, PretrainedEncoder pretrained, int threads, TrainingProgress progress)
    {
        (_data, _pretrained, _threads) = (data, pretrained, threads);
        Labels = data.Labels ?? pretrained.Manifest.Labels;
        Validation = Create(data.Validation);
        _measured = data.MarksHeldOut ? Create(data.Measured) : Validation;
        _learning = Create(data.Learning);
        if (!LearnsTopics || !LearnsGrades)
        {
            progress.Report($"scoring {Plural.Format(_learning.Length, "headline")} with {pretrained.Name}");
            _learning = AddAnswers(_learning);
        }

        _learning = [.. _learning, .. Create(data.WithoutTopic.Select(CreateWithoutTopic))];
    }

    /// <summary>Gets the labels of the topics.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Gets the headlines that are held out to choose the best epoch.</summary>
    public EncoderHeadline[] Validation { get; }

    /// <summary>Gets the number of headlines to learn.</summary>
    public int Count => _learning.Length;

    private bool LearnsTopics => _data.Labels is not null;

    private bool LearnsGrades => _data.HasGrades;

    /// <summary>Creates the headlines of a run.</summary>
    /// <param name="data">The labeled headlines.</param>
    /// <param name="pretrained">The encoder to start from.</param>
    /// <param name="threads">The number of threads.</param>
    /// <param name="progress">Receives the current step.</param>
    public static EncoderSet Create(
        EncoderData data,
        PretrainedEncoder pretrained,
        int threads,
        TrainingProgress progress
    ) => new(data, pretrained, threads, progress);

    /// <summary>Creates the examples of all epochs.</summary>
    public EncoderExamples CreateExamples(int epochs) => new(_learning, Labels, null, _pretrained.Tokenize, epochs);

    /// <summary>Describes the task without labels, if there is one.</summary>
    public IEnumerable<string> DescribeKept()
    {
        var kept =
            LearnsTopics && LearnsGrades ? null
            : LearnsTopics ? "clickbait grades"
            : "topics";
        return kept is null
            ? []
            : [$"The data has no {kept} to learn; the new model keeps the answers of {_pretrained.Name}."];
    }

    /// <summary>Describes everything that the result of training depends on.</summary>
    /// <param name="options">The hyperparameters.</param>
    /// <param name="writesSinglePrecision">Whether the model is also written in single precision.</param>
    public string Describe(FineTuningOptions options, bool writesSinglePrecision)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));
        void AddNumbers(float[]? numbers) => hash.AppendData(MemoryMarshal.AsBytes((numbers ?? []).AsSpan()));
        Add($"{_pretrained.Manifest.Sha256} {_pretrained.Manifest.SinglePrecisionSha256} {writesSinglePrecision}");
        Add(options.ToString());
        Add(string.Join('\t', Labels));
        foreach (var headline in _learning.Concat(Validation).Concat(_measured))
        {
            Add(headline.Headline.Text);
            AddNumbers(headline.TopicTarget);
            AddNumbers(headline.GradeTarget);
            AddNumbers([headline.Headline.Weight]);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Creates the manifest of a trained encoder: fits the calibration to the held-out headlines and measures it.</summary>
    /// <param name="graph">The quantized graph.</param>
    /// <param name="logits">The logits of <see cref="Validation"/>.</param>
    /// <param name="epoch">The number of finished epochs.</param>
    /// <param name="options">The hyperparameters.</param>
    public EncoderManifest CreateManifest(byte[] graph, float[][] logits, int epoch, FineTuningOptions options)
    {
        var fitted = EncoderCalibration.Fit(
            logits,
            Validation,
            Labels.Count,
            EncoderCalibration.From(_pretrained.Manifest)
        );
        return fitted.CreateManifest(
            Labels,
            Measure(graph, logits),
            _data.Files,
            calibrationFiles: [],
            Describe(epoch, options)
        );
    }

    private string Describe(int epoch, FineTuningOptions options) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{_pretrained.Name}, fine-tuned on {Plural.Format(_learning.Length, "headline")}: epoch {epoch} of {options.Epochs}, learning rate {options.LearningRate}, seed {options.Seed}"
        )
        + string.Concat(
            DescribeKept().Select(_ => $"; {(LearnsTopics ? "clickbait" : "topics")} as {_pretrained.Name}")
        );

    private Dictionary<string, double> Measure(byte[] graph, float[][] logits)
    {
        var measured = _data.MarksHeldOut ? PretrainedEncoder.ComputeLogits(graph, _measured, _threads) : logits;
        var metrics = EncoderFigures
            .Measure(measured, _measured, Labels)
            .ToMetrics(EncoderCalibration.CrossValidate(logits, Validation, Labels.Count));
        if (LearnsTopics && LearnsGrades)
        {
            return metrics;
        }

        // A kept task is measured by how far the answers are those of the pretrained encoder.
        var before = _pretrained.ComputeLogits(_measured, _threads);
        if (LearnsTopics)
        {
            metrics["clickbait_kept_spearman"] = Metrics.Spearman(
                [.. before.Select(row => EncoderBundle.GetClickbaitLogit(row, _pretrained.Manifest.Labels.Count))],
                [.. measured.Select(row => EncoderBundle.GetClickbaitLogit(row, Labels.Count))]
            );
        }
        else
        {
            metrics["topic_kept_share"] = before
                .Zip(measured)
                .Average(pair =>
                    EncoderFigures.GetTopic(pair.First, Labels.Count)
                    == EncoderFigures.GetTopic(pair.Second, Labels.Count)
                        ? 1
                        : 0
                );
        }

        return metrics;
    }

    private EncoderHeadline[] Create(IEnumerable<LabeledHeadline> headlines) =>
        [.. headlines.Select(headline => EncoderHeadline.Create(headline, Labels, _pretrained.Tokenize))];

    /// <summary>Adds the answers of the pretrained encoder as targets of the task without labels.</summary>
    private EncoderHeadline[] AddAnswers(EncoderHeadline[] headlines)
    {
        var topics = _pretrained.Manifest.Labels.Count;
        return
        [
            .. headlines.Zip(
                _pretrained.ComputeLogits(headlines, _threads),
                (headline, logits) =>
                {
                    var answer = LearnsTopics ? logits[topics..] : logits[..topics];
                    if (LearnsTopics)
                    {
                        TensorPrimitives.Sigmoid(answer, answer);
                        return headline with { GradeTarget = answer };
                    }

                    TensorPrimitives.SoftMax(answer, answer);
                    return headline with { TopicTarget = answer };
                }
            ),
        ];
    }

    private static LabeledHeadline CreateWithoutTopic(string text) =>
        new(text, null, null, LabelOrigin.Reader, "", 1, IsTest: false) { HasNoTopic = true };
}
