using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Classifier.Transformers.Onnx;

/// <summary>Represents the ONNX graph of a BERT encoder: as exported by PyTorch, or as written by <see cref="Write"/> with heads,
/// quantized or not.</summary>
public sealed class BertGraph
{
    private const string WordEmbeddings = "embeddings.word_embeddings.weight";
    private const string PositionEmbeddings = "embeddings.position_embeddings.weight";
    private const string States = "last_hidden_state";

    private readonly ModelProto _file;
    private readonly Dictionary<string, TensorProto> _tensors;

    /// <summary>The weights and biases of the heads of the graph; null if it has none.</summary>
    private readonly (Matrix Weight, Matrix Bias)? _heads;

    /// <summary>The name of the tensor of each parameter. The exporter renames the weights of matrix products.</summary>
    private readonly Dictionary<string, string> _names = [];

    /// <summary>Reads a graph.</summary>
    /// <param name="bytes">The content of the ONNX file.</param>
    /// <param name="topics">The number of topics of the heads to add.</param>
    /// <exception cref="InvalidDataException">The file is not a BERT encoder.</exception>
    public BertGraph(byte[] bytes, int topics)
    {
        _file = Parse(bytes);
        var graph = _file.Graph;
        DynamicQuantization.Undo(graph);
        _heads = HeadGraph.Remove(graph, States);
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
            throw NotAnEncoder();
        }

        Shape = new EncoderShape(
            (int)words.Dims[0],
            (int)_tensors[PositionEmbeddings].Dims[0],
            (int)words.Dims[1],
            FindAttentionHeads(graph),
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
    /// <param name="sources">For each logit of the model, the logit of the heads of the graph whose weights it starts from, or −1
    /// for random weights; null for random weights of all logits.</param>
    /// <exception cref="InvalidDataException">The graph does not have the logits.</exception>
    public EncoderModel CreateModel(Compute compute, int seed, IReadOnlyList<int>? sources = null)
    {
        var random = new Random(seed);
        return new EncoderModel(
            Shape,
            compute,
            (name, rows, columns) =>
                name switch
                {
                    EncoderModel.HeadBias => CopyLogits(_heads?.Bias, new Matrix(rows, columns), sources),
                    EncoderModel.HeadWeight => CopyLogits(_heads?.Weight, CreateRandom(random, rows, columns), sources),
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
        var file = _file.Clone();
        OperatorSet.Update(file);
        var graph = file.Graph;
        var initializers = graph.Initializer.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (var parameter in model.Parameters)
        {
            if (initializers.TryGetValue(_names.GetValueOrDefault(parameter.Name, parameter.Name), out var tensor))
            {
                tensor.FloatData.Clear();
                tensor.RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(parameter.Value.Values.AsSpan()));
            }
        }

        HeadGraph.Add(graph, model, States);
        if (quantize)
        {
            DynamicQuantization.Apply(graph);
        }

        file.WriteTo(stream);
    }

    private static ModelProto Parse(byte[] bytes)
    {
        try
        {
            return ModelProto.Parser.ParseFrom(bytes) is { Graph: not null } file ? file : throw NotAnEncoder();
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidDataException($"The file is not an ONNX model: {e.Message}", e);
        }
    }

    private static InvalidDataException NotAnEncoder() =>
        new("The ONNX model is not a BERT encoder exported by PyTorch.");

    /// <summary>Finds the number of attention heads: the states are reshaped to texts × words × heads × components.</summary>
    private static int FindAttentionHeads(GraphProto graph)
    {
        const int Dimensions = 4;
        const int HeadDimension = 2;
        var shape = graph.Node.FirstOrDefault(node => node.OpType == "Concat" && node.Input.Count == Dimensions);
        return shape is not null && graph.FindInteger(shape.Input[HeadDimension]) is { } heads
            ? (int)heads
            : throw NotAnEncoder();
    }

    private static Matrix CopyLogits(Matrix? from, Matrix to, IReadOnlyList<int>? sources)
    {
        for (var logit = 0; logit < sources?.Count; logit++)
        {
            if (sources[logit] < 0)
            {
                continue;
            }

            if (from is null || from.Rows != to.Rows || sources[logit] >= from.Columns)
            {
                throw new InvalidDataException("The ONNX model does not have the heads of the labels in its manifest.");
            }

            for (var row = 0; row < to.Rows; row++)
            {
                to[row][logit] = from[row][sources[logit]];
            }
        }

        return to;
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
