using System.Numerics.Tensors;
using System.Text.Json;
using Classifier.Lifecycle;
using Classifier.Models;
using Microsoft.ML.OnnxRuntime;

namespace Classifier.Onnx;

/// <summary>Represents a fine-tuned sentence encoder that scores topics and clickbait of a headline. Instances are
/// thread-safe.</summary>
public sealed class EncoderBundle : IDisposable
{
    /// <summary>The name of the folder of encoders in a folder of models.</summary>
    public const string FolderName = "encoder";

    /// <summary>The file name of the graph and its weights, quantized to 8 bits.</summary>
    public const string GraphName = "model.int8.onnx";

    /// <summary>The file name of the graph and its weights in single precision, from which training can start.</summary>
    public const string SinglePrecisionGraphName = "model.onnx";

    /// <summary>The file name of the vocabulary of word pieces.</summary>
    public const string VocabularyName = "vocab.txt";

    /// <summary>The maximum difference between a score and that of the manifest. Processors round 8-bit products
    /// differently.</summary>
    private const float Tolerance = 0.05f;

    private static readonly string[] Inputs = ["input_ids", "attention_mask", "token_type_ids"];
    private static readonly string[] Outputs = ["topic_logits", "clickbait_logits"];

    private readonly InferenceSession _session;
    private readonly HeadlineTokenizer _tokenizer;

    private EncoderBundle(EncoderManifest manifest, InferenceSession session, HeadlineTokenizer tokenizer) =>
        (Manifest, _session, _tokenizer) = (manifest, session, tokenizer);

    /// <summary>Gets the kind of model that encoders are: they score both tasks.</summary>
    public static ModelKind Kind { get; } =
        new(
            FolderName,
            ModelBundle.Tasks,
            [GraphName, VocabularyName],
            ReadManifest,
            folder =>
            {
                using var encoder = Read(folder);
                return encoder.Manifest;
            }
        );

    /// <summary>Gets the manifest.</summary>
    public EncoderManifest Manifest { get; }

    /// <summary>Finds the encoder to use.</summary>
    /// <param name="modelsRoot">The root folder of the models; see <see cref="ModelStore.FindRoot"/>.</param>
    /// <returns>The folder of the active encoder; null if there is no encoder.</returns>
    /// <exception cref="ModelException">The active version does not exist.</exception>
    public static string? Find(string modelsRoot) => ModelStore.FindServing(modelsRoot, FolderName)?.Active;

    /// <summary>Loads an encoder and verifies its hashes and probes.</summary>
    /// <param name="folder">The folder of the version.</param>
    /// <exception cref="ModelException">A file is missing or damaged, or the encoder does not reproduce the scores in its
    /// manifest.</exception>
    public static EncoderBundle Read(string folder)
    {
        try
        {
            var manifest = ReadManifest(folder);
            ModelFiles.VerifyHash(Path.Combine(folder, GraphName), manifest.Sha256);
            ModelFiles.VerifyHash(Path.Combine(folder, VocabularyName), manifest.VocabularySha256);
            using var vocabulary = File.OpenText(Path.Combine(folder, VocabularyName));
            var tokenizer = new HeadlineTokenizer(vocabulary);
            var model = new EncoderBundle(
                manifest,
                OpenSession(File.ReadAllBytes(Path.Combine(folder, GraphName))),
                tokenizer
            );
            try
            {
                model.VerifyProbes();
                return model;
            }
            catch
            {
                model.Dispose();
                throw;
            }
        }
        catch (TypeInitializationException e)
        {
            throw new ModelException(
                "ONNX Runtime, which runs the accurate model, is not part of this package. Use the fast model, or the archive for your platform.",
                e
            );
        }
        catch (Exception e) when (e is not ModelException)
        {
            // A damaged file can cause any exception in the readers of its format.
            throw CreateException(folder, e);
        }
    }

    /// <summary>Reads the graph from which training starts: the one in single precision or, if the folder does not contain it, the
    /// quantized one.</summary>
    /// <param name="folder">The folder of the version.</param>
    /// <param name="manifest">The manifest of the version.</param>
    /// <exception cref="ModelException">The file is missing or damaged.</exception>
    public static byte[] ReadTrainingGraph(string folder, EncoderManifest manifest)
    {
        try
        {
            var (name, sha256) = manifest.SinglePrecisionSha256 is { } singlePrecision
                ? (SinglePrecisionGraphName, singlePrecision)
                : (GraphName, manifest.Sha256);
            ModelFiles.VerifyHash(Path.Combine(folder, name), sha256);
            return File.ReadAllBytes(Path.Combine(folder, name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw CreateException(folder, e);
        }
    }

    /// <summary>Opens a session that runs on one thread; see <see cref="InferenceThreads"/>.</summary>
    public static InferenceSession OpenSession(byte[] graph)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
        };
        return new InferenceSession(graph, options);
    }

    /// <summary>Computes the logits of a headline: one for each topic, then those of P(grade ≥ 1), P(grade ≥ 2), and
    /// P(grade ≥ 3).</summary>
    /// <remarks>Headlines are scored one at a time, because dynamic quantization makes the results of a batch depend on
    /// each other.</remarks>
    /// <param name="session">The session of the encoder.</param>
    /// <param name="pieces">The IDs of the word pieces.</param>
    public static float[] ComputeLogits(InferenceSession session, long[] pieces) => Run(session, pieces, Outputs);

    /// <summary>Computes outputs of the graph for one headline.</summary>
    /// <param name="session">The session of the encoder.</param>
    /// <param name="pieces">The IDs of the word pieces.</param>
    /// <param name="outputs">The names of the outputs.</param>
    /// <returns>The concatenated outputs.</returns>
    public static float[] Run(InferenceSession session, long[] pieces, params string[] outputs)
    {
        long[] shape = [1, pieces.Length];
        var ones = new long[pieces.Length];
        Array.Fill(ones, 1);
        using var ids = OrtValue.CreateTensorValueFromMemory(pieces, shape);
        using var mask = OrtValue.CreateTensorValueFromMemory(ones, shape);
        using var segments = OrtValue.CreateTensorValueFromMemory(new long[pieces.Length], shape);
        using var options = new RunOptions();
        using var results = InferenceThreads.Run(() => session.Run(options, Inputs, [ids, mask, segments], outputs));
        return [.. results.SelectMany(result => result.GetTensorDataAsSpan<float>().ToArray())];
    }

    /// <summary>Computes the logits of a headline; see <see cref="ComputeLogits(InferenceSession, long[])"/>.</summary>
    /// <param name="headline">Any text.</param>
    public float[] ComputeLogits(string headline) => ComputeLogits(_session, _tokenizer.Encode(headline));

    /// <summary>Scores a headline.</summary>
    /// <param name="headline">Any text.</param>
    /// <param name="topicScores">Receives the calibrated probability of each label of the manifest.</param>
    /// <returns>The calibrated probability of considerable or heavy clickbait.</returns>
    public float Score(string headline, Span<float> topicScores)
    {
        var scores = Calibrate(ComputeLogits(headline), Manifest);
        scores.AsSpan(0, Manifest.Labels.Count).CopyTo(topicScores);
        return scores[^1];
    }

    /// <summary>Converts the logits of a headline to probabilities: one for each topic, then that of considerable or heavy
    /// clickbait.</summary>
    public static float[] Calibrate(float[] logits, EncoderManifest manifest)
    {
        var scores = logits[..(manifest.Labels.Count + 1)];
        NormalizeTopics(scores.AsSpan(0, manifest.Labels.Count), manifest.TopicScale);
        scores[^1] = manifest.Clickbait.Apply(GetClickbaitLogit(logits, manifest.Labels.Count));
        return scores;
    }

    /// <summary>Gets the clickbait logit that is calibrated: the mean of those of P(grade ≥ 1) and P(grade ≥ 2). It ranks
    /// headlines by grade better than the latter alone.</summary>
    /// <param name="logits">The logits of a headline.</param>
    /// <param name="topics">The number of topics.</param>
    public static float GetClickbaitLogit(ReadOnlySpan<float> logits, int topics) =>
        (logits[topics] + logits[topics + 1]) / 2;

    /// <summary>Replaces logits by probabilities with a sum of one: the softmax of the scaled logits.</summary>
    public static void NormalizeTopics(Span<float> logits, double scale)
    {
        TensorPrimitives.Multiply(logits, (float)scale, logits);
        TensorPrimitives.SoftMax(logits, logits);
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private static ModelException CreateException(string folder, Exception e) =>
        new($"The encoder in {folder} cannot be used: {e.Message}", e);

    /// <summary>Reads the manifest without verifying the other files.</summary>
    private static EncoderManifest ReadManifest(string folder)
    {
        try
        {
            return ParseManifest(folder) with { Version = ModelBundle.GetVersion(folder) };
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or InvalidDataException or JsonException)
        {
            throw CreateException(folder, e);
        }
    }

    private static EncoderManifest ParseManifest(string folder)
    {
        var manifest =
            JsonSerializer.Deserialize(
                File.ReadAllBytes(Path.Combine(folder, ModelBundle.ManifestName)),
                EncoderManifest.Json
            ) ?? throw new InvalidDataException($"{ModelBundle.ManifestName} is empty.");
        return manifest switch
        {
            { Format: not EncoderManifest.CurrentFormat } => throw new InvalidDataException(
                $"{ModelBundle.ManifestName} has format version {manifest.Format}, but this program supports version {EncoderManifest.CurrentFormat}."
            ),
            { Task: not EncoderManifest.EncoderTask } => throw new InvalidDataException(
                $"{ModelBundle.ManifestName} has the task “{manifest.Task}”; expected {EncoderManifest.EncoderTask}."
            ),
            { Labels.Count: < 2 } or { Probes.Count: 0 } => throw new InvalidDataException(
                $"{ModelBundle.ManifestName} has fewer than two labels, or no probes."
            ),
            _ => manifest,
        };
    }

    private void VerifyProbes()
    {
        foreach (var probe in Manifest.Probes)
        {
            var scores = Calibrate(ComputeLogits(probe.Headline), Manifest);
            if (
                probe.Scores.Count != scores.Length
                || !scores.Zip(probe.Scores).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance)
            )
            {
                throw new InvalidDataException(
                    $"the scores of the probe “{probe.Headline}” differ from {ModelBundle.ManifestName} by more than {Tolerance}."
                );
            }
        }
    }
}
