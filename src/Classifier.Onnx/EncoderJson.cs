using System.Text.Json.Serialization;

namespace Classifier.Onnx;

/// <summary>Reads and writes the manifests of encoders with generated code; see <see cref="EncoderManifest.Json"/>.</summary>
[JsonSerializable(typeof(EncoderManifest))]
internal sealed partial class EncoderJson : JsonSerializerContext;
