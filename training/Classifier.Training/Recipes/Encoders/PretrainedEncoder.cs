using Classifier.Models;
using Classifier.Onnx;
using Classifier.Transformers;
using Classifier.Transformers.Onnx;

namespace Classifier.Training.Recipes.Encoders;

/// <summary>Represents the encoder from which training starts: a version of the accurate model.</summary>
internal sealed class PretrainedEncoder : IDisposable
{
    private readonly EncoderBundle _encoder;
    private readonly HeadlineTokenizer _tokenizer;
    private readonly string _folder;

    private PretrainedEncoder(string folder, EncoderBundle encoder)
    {
        (_folder, _encoder) = (folder, encoder);
        Vocabulary = File.ReadAllBytes(Path.Combine(folder, EncoderBundle.VocabularyName));
        _tokenizer = new HeadlineTokenizer(new StreamReader(new MemoryStream(Vocabulary)));
    }

    /// <summary>Gets the manifest.</summary>
    public EncoderManifest Manifest => _encoder.Manifest;

    /// <summary>Gets the name of the version, such as <c>encoder/4</c>.</summary>
    public string Name => $"{EncoderBundle.FolderName}/{Manifest.Version}";

    /// <summary>Gets the content of the vocabulary.</summary>
    public byte[] Vocabulary { get; }

    /// <summary>Reads an encoder and verifies its hashes and probes.</summary>
    /// <param name="folder">The folder of the version.</param>
    /// <exception cref="ModelException">The encoder is missing or damaged, or this package does not contain ONNX
    /// Runtime.</exception>
    public static PretrainedEncoder Read(string folder) => new(folder, EncoderBundle.Read(folder));

    /// <summary>Splits a headline into word piece IDs.</summary>
    public int[] Tokenize(string headline) => [.. _tokenizer.Encode(headline).Select(id => (int)id)];

    /// <summary>Computes the logits of headlines, on several threads.</summary>
    public float[][] ComputeLogits(IReadOnlyList<EncoderHeadline> headlines, int threads) =>
        ComputeRows(headlines.Count, threads, i => _encoder.ComputeLogits(headlines[i].Headline.Text));

    /// <summary>Computes the logits of headlines with the graph of another encoder with the same vocabulary, on several
    /// threads.</summary>
    public static float[][] ComputeLogits(byte[] graph, IReadOnlyList<EncoderHeadline> headlines, int threads)
    {
        using var session = EncoderBundle.OpenSession(graph);
        return ComputeRows(
            headlines.Count,
            threads,
            i => EncoderBundle.ComputeLogits(session, [.. headlines[i].Pieces.Select(piece => (long)piece)])
        );
    }

    /// <summary>Creates the graph and the trainable model for other labels. The heads of labels that the encoder has already start
    /// from its weights.</summary>
    /// <param name="labels">The labels of the topics.</param>
    /// <param name="compute">The threads to use.</param>
    /// <param name="seed">The random seed of the other heads.</param>
    /// <exception cref="ModelException">The graph is not one that the training supports.</exception>
    public (BertGraph Graph, EncoderModel Model) CreateModel(IReadOnlyList<string> labels, Compute compute, int seed)
    {
        try
        {
            var known = Manifest.Labels.Index().ToDictionary(label => label.Item, label => label.Index);
            var graph = new BertGraph(EncoderBundle.ReadTrainingGraph(_folder, Manifest), labels.Count);
            var model = graph.CreateModel(
                compute,
                seed,
                [
                    .. labels.Select(label => known.GetValueOrDefault(label, -1)),
                    .. Enumerable.Range(known.Count, EncoderShape.GradeThresholds),
                ]
            );
            return (graph, model);
        }
        catch (InvalidDataException e)
        {
            throw new ModelException($"The encoder in {_folder} cannot be trained: {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _encoder.Dispose();

    private static float[][] ComputeRows(int count, int threads, Func<int, float[]> compute)
    {
        var rows = new float[count][];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => rows[i] = compute(i));
        return rows;
    }
}
