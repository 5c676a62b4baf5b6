using System.Text.Json.Serialization;
using Classifier.Access;
using Classifier.Lifecycle;
using Classifier.Models;

namespace Classifier;

/// <summary>Reads and writes the JSON of the library with generated code, because a program that is compiled ahead of time cannot
/// inspect types while it runs.</summary>
[JsonSerializable(typeof(ModelManifest))]
[JsonSerializable(typeof(ComparisonRecord))]
[JsonSerializable(typeof(ApiKey[]))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class LibraryJson : JsonSerializerContext;
