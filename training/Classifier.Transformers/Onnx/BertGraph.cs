using Google.Protobuf;

namespace Classifier.Transformers.Onnx;

/// <summary>Represents the ONNX graph of a BERT encoder, as exported by PyTorch.</summary>
public sealed class BertGraph
{
    private const string WordEmbeddings = "embeddings.word_embeddings.weight";
    private const string PositionEmbeddings = "embeddings.position_embeddings.weight";
    private const string States = "last_hidden_state";

    private readonly byte[] _bytes;
    private readonly Dictionary<string, TensorProto> _tensors;

    /// <summary>The name of the tensor of each parameter. The exporter renames the weights of matrix products.</summary>
    private readonly Dictionary<string, string> _names = [];

    /// <summary>Reads a graph.</summary>
    /// <param name="bytes">The content of the ONNX file.</param>
    /// <param name="heads">The number of attention heads, which the graph contains only implicitly.</param>
    /// <param name="topics">The number of topics of the heads to add.</param>
    /// <exception cref="InvalidDataException">The file is not a BERT encoder.</exception>
    public BertGraph(byte[] bytes, int heads, int topics)
    {
        _bytes = bytes;
        var graph = ModelProto.Parser.ParseFrom(bytes).Graph;
        _tensors = graph.Initializer.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var products = graph.Node.Where(node => node.OpType == "MatMul").ToDictionary(node => node.Output[0]);
        foreach (var sum in graph.Node.Where(node => node.OpType == "Add"))
        {
            var bias = sum.Input.FirstOrDefault(name => name.EndsWith(".bias", StringComparison.Ordinal));
            var product = sum.Input.Select(products.GetValueOrDefault).FirstOrDefault(node => node is not null);
            if (bias is not null && product is not null)
            {
                _names[bias[..^".bias".Length] + ".weight"] = product.Input[1];
            }
        }

        if (!_tensors.TryGetValue(WordEmbeddings, out var words) || _names.Count == 0 || _names.Count % 6 != 0)
        {
            throw new InvalidDataException("The ONNX model is not a BERT encoder exported by PyTorch.");
        }

        Shape = new EncoderShape(
            (int)words.Dims[0],
            (int)_tensors[PositionEmbeddings].Dims[0],
            (int)words.Dims[1],
            heads,
            (int)_tensors["encoder.layer.0.intermediate.dense.bias"].Dims[0],
            _names.Count / 6,
            topics
        );
    }

    /// <summary>Gets the dimensions of the encoder.</summary>
    public EncoderShape Shape { get; }

    /// <summary>Creates a trainable model with the weights of the graph and random heads.</summary>
    /// <param name="compute">The threads to use.</param>
    /// <param name="seed">The random seed of the heads.</param>
    public EncoderModel CreateModel(Compute compute, int seed)
    {
        var random = new Random(seed);
        return new EncoderModel(
            Shape,
            compute,
            (name, rows, columns) =>
                name switch
                {
                    EncoderModel.HeadBias => new Matrix(rows, columns),
                    EncoderModel.HeadWeight => CreateRandom(random, rows, columns),
                    _ => Load(name, rows, columns),
                }
        );
    }

    /// <summary>Writes the graph with the weights of a model, followed by the heads. The outputs are <c>topic_logits</c> and
    /// <c>clickbait_logits</c>.</summary>
    /// <param name="stream">The stream to write to.</param>
    /// <param name="model">The model.</param>
    /// <param name="quantize">True to quantize weight matrices and word embeddings to 8 bits.</param>
    public void Write(Stream stream, EncoderModel model, bool quantize)
    {
        var file = ModelProto.Parser.ParseFrom(_bytes);
        OperatorSet.Update(file);
        var graph = file.Graph;
        RemovePooler(graph);
        var initializers = graph.Initializer.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (var parameter in model.Parameters)
        {
            if (initializers.TryGetValue(_names.GetValueOrDefault(parameter.Name, parameter.Name), out var tensor))
            {
                tensor.FloatData.Clear();
                tensor.RawData = ByteString.CopyFrom(
                    System.Runtime.InteropServices.MemoryMarshal.AsBytes(parameter.Value.Values.AsSpan())
                );
            }
        }

        HeadGraph.Add(graph, model, States);
        if (quantize)
        {
            DynamicQuantization.Apply(graph);
        }

        file.WriteTo(stream);
    }

    private static void RemovePooler(GraphProto graph)
    {
        var last = graph.Node.Select((node, i) => (node, i)).Single(pair => pair.node.Output.Contains(States)).i;
        while (graph.Node.Count > last + 1)
        {
            graph.Node.RemoveAt(graph.Node.Count - 1);
        }

        foreach (
            var tensor in graph
                .Initializer.Where(tensor => tensor.Name.StartsWith("pooler.", StringComparison.Ordinal))
                .ToList()
        )
        {
            graph.Initializer.Remove(tensor);
        }

        graph.Output.Clear();
    }

    private static Matrix CreateRandom(Random random, int rows, int columns)
    {
        const double Deviation = 0.02;
        var matrix = new Matrix(rows, columns);
        for (var i = 0; i < matrix.Values.Length; i++)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            matrix.Values[i] = (float)(Deviation * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return matrix;
    }

    private Matrix Load(string name, int rows, int columns)
    {
        if (!_tensors.TryGetValue(_names.GetValueOrDefault(name, name), out var tensor))
        {
            throw new InvalidDataException($"The ONNX model does not contain the tensor {name}.");
        }

        var values = tensor.GetFloats();
        return values.Length == rows * columns
            ? new Matrix(rows, columns, values)
            : throw new InvalidDataException(
                $"The tensor {name} has {values.Length} elements instead of {rows} × {columns}."
            );
    }
}
