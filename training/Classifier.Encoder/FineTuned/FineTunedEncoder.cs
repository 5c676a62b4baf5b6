using Classifier.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace Classifier.Encoder.FineTuned;

/// <summary>Runs a fine-tuned encoder with ONNX Runtime.</summary>
internal sealed class FineTunedEncoder : IDisposable
{
    private readonly InferenceSession _session;

    /// <summary>Loads a model.</summary>
    public FineTunedEncoder(byte[] model)
    {
        using var options = new SessionOptions { IntraOpNumThreads = Environment.ProcessorCount };
        _session = new InferenceSession(model, options);
    }

    /// <summary>Computes outputs for headlines, one headline at a time, because dynamic quantization makes the results of a
    /// batch depend on each other.</summary>
    /// <param name="texts">The word piece IDs of each headline.</param>
    /// <param name="outputs">The names of the outputs.</param>
    /// <returns>For each headline, the concatenated outputs.</returns>
    public float[][] Run(IReadOnlyList<int[]> texts, params string[] outputs) =>
        [.. texts.Select(pieces => EncoderBundle.Run(_session, [.. pieces.Select(id => (long)id)], outputs))];

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
