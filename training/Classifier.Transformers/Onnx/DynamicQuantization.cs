using System.Runtime.InteropServices;

namespace Classifier.Transformers.Onnx;

/// <summary>
/// Quantizes a graph to 8 bits. Weights of matrix products get one scale per column, and their inputs are quantized at run time
/// (DynamicQuantizeLinear and MatMulInteger). Word embeddings get one scale per row. Quantized graphs can be converted back.
/// </summary>
internal static class DynamicQuantization
{
    private const string WordEmbeddings = "embeddings.word_embeddings.weight";
    private const string Int8 = ".int8";
    private const string Int32 = ".int32";
    private const string Float = ".float";
    private const string Scale = ".scale";
    private const string ZeroPoint = ".zero";

    /// <summary>Quantizes a graph.</summary>
    public static void Apply(GraphProto graph)
    {
        var tensors = graph.Initializer.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var quantizedInputs = new HashSet<string>(StringComparer.Ordinal);
        var nodes = new List<NodeProto>();
        foreach (var node in graph.Node)
        {
            if (node.OpType == "MatMul" && tensors.TryGetValue(node.Input[1], out var weight) && weight.Dims.Count == 2)
            {
                nodes.AddRange(QuantizeProduct(graph, node, weight, quantizedInputs));
            }
            else if (node.OpType == "Gather" && node.Input[0] == WordEmbeddings)
            {
                nodes.AddRange(QuantizeLookup(graph, node, tensors[WordEmbeddings]));
            }
            else
            {
                nodes.Add(node);
            }
        }

        graph.Node.Clear();
        graph.Node.AddRange(nodes);
    }

    /// <summary>Converts a graph that <see cref="Apply"/> quantized back to single precision. The weights keep their rounded values.
    /// Other graphs are not changed.</summary>
    public static void Undo(GraphProto graph)
    {
        var tensors = graph.Initializer.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var added = new HashSet<string>(StringComparer.Ordinal);
        var nodes = new List<NodeProto>();
        foreach (var node in graph.Node)
        {
            if (node.OpType == "DynamicQuantizeLinear")
            {
                added.UnionWith(node.Output);
            }
            else if (node.OpType == "MatMulInteger")
            {
                var output = node.Output[0][..^Int32.Length];
                var weight = node.Input[1];
                added.UnionWith([node.Output[0], output + Float, output + Scale]);
                Dequantize(graph, tensors[weight], tensors[weight + Scale], perRow: false);
                nodes.Add(GraphExtensions.CreateNode(output, "MatMul", node.Input[0][..^Int8.Length], weight));
                added.Add(output);
            }
            else if (node.OpType == "Gather" && tensors.TryGetValue(node.Input[0] + Scale, out var scale))
            {
                var output = node.Output[0][..^Int8.Length];
                added.UnionWith([node.Output[0], output + Float, output + Scale]);
                Dequantize(graph, tensors[node.Input[0]], scale, perRow: true);
                nodes.Add(GraphExtensions.CreateNode(output, "Gather", node.Input[0], node.Input[1]));
                added.Add(output);
            }
            else if (!added.Contains(node.Output[0]))
            {
                nodes.Add(node);
            }
        }

        graph.Node.Clear();
        graph.Node.AddRange(nodes);
    }

    private static IEnumerable<NodeProto> QuantizeProduct(
        GraphProto graph,
        NodeProto node,
        TensorProto weight,
        HashSet<string> quantizedInputs
    )
    {
        var (rows, columns) = ((int)weight.Dims[0], (int)weight.Dims[1]);
        var (values, scales) = Quantize(weight.GetFloats(), rows, columns, perRow: false);
        Replace(graph, weight, values);
        var scale = graph.AddFloats(weight.Name + Scale, [columns], scales);
        var input = node.Input[0];
        if (quantizedInputs.Add(input))
        {
            var quantize = new NodeProto { Name = input + ".quantize", OpType = "DynamicQuantizeLinear" };
            quantize.Input.Add(input);
            quantize.Output.AddRange([input + Int8, input + Scale, input + ZeroPoint]);
            yield return quantize;
        }

        var output = node.Output[0];
        yield return GraphExtensions.CreateNode(
            output + Int32,
            "MatMulInteger",
            input + Int8,
            weight.Name,
            input + ZeroPoint
        );
        yield return GraphExtensions.CreateNode(output + Float, "Cast", output + Int32).With("to", TensorType.Float);
        yield return GraphExtensions.CreateNode(output + Scale, "Mul", input + Scale, scale);
        yield return GraphExtensions.CreateNode(output, "Mul", output + Float, output + Scale);
    }

    private static IEnumerable<NodeProto> QuantizeLookup(GraphProto graph, NodeProto node, TensorProto embeddings)
    {
        var (rows, columns) = ((int)embeddings.Dims[0], (int)embeddings.Dims[1]);
        var (values, scales) = Quantize(embeddings.GetFloats(), rows, columns, perRow: true);
        Replace(graph, embeddings, values);
        var scale = graph.AddFloats(embeddings.Name + Scale, [rows, 1], scales);
        var (ids, output) = (node.Input[1], node.Output[0]);
        yield return GraphExtensions.CreateNode(output + Int8, "Gather", embeddings.Name, ids);
        yield return GraphExtensions.CreateNode(output + Float, "Cast", output + Int8).With("to", TensorType.Float);
        yield return GraphExtensions.CreateNode(output + Scale, "Gather", scale, ids);
        yield return GraphExtensions.CreateNode(output, "Mul", output + Float, output + Scale);
    }

    /// <summary>Rounds values to −127 to 127 times a scale for each row or column.</summary>
    internal static (sbyte[] Values, float[] Scales) Quantize(float[] values, int rows, int columns, bool perRow)
    {
        var scales = new float[perRow ? rows : columns];
        for (var i = 0; i < values.Length; i++)
        {
            ref var scale = ref scales[perRow ? i / columns : i % columns];
            scale = Math.Max(scale, Math.Abs(values[i]) / sbyte.MaxValue);
        }

        var quantized = new sbyte[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var scale = scales[perRow ? i / columns : i % columns];
            quantized[i] = scale == 0 ? (sbyte)0 : (sbyte)MathF.Round(values[i] / scale);
        }

        return (quantized, scales);
    }

    private static void Replace(GraphProto graph, TensorProto tensor, sbyte[] values)
    {
        graph.Initializer.Remove(tensor);
        graph.Initializer.Add(
            GraphExtensions.CreateTensor<sbyte>(tensor.Name, TensorType.Int8, [.. tensor.Dims], values)
        );
    }

    private static void Dequantize(GraphProto graph, TensorProto tensor, TensorProto scale, bool perRow)
    {
        if (tensor.DataType != TensorType.Int8)
        {
            throw new InvalidDataException($"The tensor {tensor.Name} is not of type int8.");
        }

        var (columns, scales) = ((int)tensor.Dims[1], scale.GetFloats());
        var quantized = MemoryMarshal.Cast<byte, sbyte>(tensor.RawData.Span);
        var values = new float[quantized.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = quantized[i] * scales[perRow ? i / columns : i % columns];
        }

        graph.Initializer.Remove(tensor);
        graph.Initializer.Remove(scale);
        graph.AddFloats(tensor.Name, [.. tensor.Dims], values);
    }
}
