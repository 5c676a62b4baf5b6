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
        [.. texts.Select(pieces => Run(pieces, outputs))];

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private float[] Run(int[] pieces, string[] outputs)
    {
        long[] shape = [1, pieces.Length];
        long[] inputs = [.. pieces.Select(id => (long)id)];
        var ones = new long[pieces.Length];
        Array.Fill(ones, 1);
        using var ids = OrtValue.CreateTensorValueFromMemory(inputs, shape);
        using var mask = OrtValue.CreateTensorValueFromMemory(ones, shape);
        using var segments = OrtValue.CreateTensorValueFromMemory(new long[pieces.Length], shape);
        using var options = new RunOptions();
        using var results = _session.Run(
            options,
            ["input_ids", "attention_mask", "token_type_ids"],
            [ids, mask, segments],
            outputs
        );
        return [.. results.SelectMany(result => result.GetTensorDataAsSpan<float>().ToArray())];
    }
}
