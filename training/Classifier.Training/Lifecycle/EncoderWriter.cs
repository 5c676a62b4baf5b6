using System.Security.Cryptography;
using System.Text.Json;
using Classifier.Models;
using Classifier.Onnx;

namespace Classifier.Training.Lifecycle;

/// <summary>Writes the folders of encoders atomically, as <see cref="ModelWriter"/> writes those of fast models.</summary>
public static class EncoderWriter
{
    /// <summary>Writes a folder that the server and the command line load.</summary>
    /// <param name="folder">The folder, whose name becomes the version. An existing model is replaced after the new one has been
    /// verified.</param>
    /// <param name="manifest">The manifest; version, hashes, and probes are filled in by this method.</param>
    /// <param name="graph">The quantized graph.</param>
    /// <param name="vocabulary">The vocabulary of word pieces.</param>
    /// <param name="singlePrecision">The graph in single precision, to write it beside the quantized one; null to write the
    /// quantized one only.</param>
    /// <returns>The completed manifest.</returns>
    /// <exception cref="ModelException">The written model cannot be read back. An existing model was not replaced.</exception>
    public static EncoderManifest Write(
        string folder,
        EncoderManifest manifest,
        byte[] graph,
        byte[] vocabulary,
        byte[]? singlePrecision = null
    )
    {
        folder = ModelWriter.EnsureWritable(folder);
        manifest = manifest with
        {
            Version = Path.GetFileName(folder),
            Sha256 = Hash(graph),
            VocabularySha256 = Hash(vocabulary),
            SinglePrecisionSha256 = singlePrecision is null ? null : Hash(singlePrecision),
        };
        manifest = manifest with { Probes = ScoreProbes(manifest, graph, vocabulary) };
        ModelWriter.WriteFolder(
            folder,
            temporary =>
            {
                File.WriteAllBytes(Path.Combine(temporary, EncoderBundle.GraphName), graph);
                File.WriteAllBytes(Path.Combine(temporary, EncoderBundle.VocabularyName), vocabulary);
                if (singlePrecision is not null)
                {
                    File.WriteAllBytes(
                        Path.Combine(temporary, EncoderBundle.SinglePrecisionGraphName),
                        singlePrecision
                    );
                }

                File.WriteAllText(
                    Path.Combine(temporary, ModelBundle.ManifestName),
                    JsonSerializer.Serialize(manifest, EncoderManifest.Json) + "\n"
                );
                EncoderBundle.Read(temporary).Dispose();
            }
        );
        return manifest;
    }

    private static List<Probe> ScoreProbes(EncoderManifest manifest, byte[] graph, byte[] vocabulary)
    {
        using var session = EncoderBundle.OpenSession(graph);
        var tokenizer = new HeadlineTokenizer(new StreamReader(new MemoryStream(vocabulary)));
        return
        [
            .. ModelWriter.Probes.Select(headline => new Probe(
                headline,
                EncoderBundle.Calibrate(EncoderBundle.ComputeLogits(session, tokenizer.Encode(headline)), manifest)
            )),
        ];
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
