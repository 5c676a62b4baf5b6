namespace Classifier.Transformers.Onnx;

/// <summary>
/// Quantizes a graph to 8 bits. Weights of matrix products get one scale per column, and their inputs are quantized at run time
/// (DynamicQuantizeLinear and MatMulInteger). Word embeddings get one scale per row.
/// </summary>
internal static class DynamicQuantization
{
    private const string WordEmbeddings = "embeddings.word_embeddings.weight";

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
        var scale = graph.AddFloats(weight.Name + ".scale", [columns], scales);
        var input = node.Input[0];
        if (quantizedInputs.Add(input))
        {
            var quantize = new NodeProto { Name = input + ".quantize", OpType = "DynamicQuantizeLinear" };
            quantize.Input.Add(input);
            quantize.Output.AddRange([input + ".int8", input + ".scale", input + ".zero"]);
            yield return quantize;
        }

        var output = node.Output[0];
        yield return GraphExtensions.CreateNode(
            output + ".int32",
            "MatMulInteger",
            input + ".int8",
            weight.Name,
            input + ".zero"
        );
        yield return GraphExtensions
            .CreateNode(output + ".float", "Cast", output + ".int32")
            .With("to", TensorType.Float);
        yield return GraphExtensions.CreateNode(output + ".scale", "Mul", input + ".scale", scale);
        yield return GraphExtensions.CreateNode(output, "Mul", output + ".float", output + ".scale");
    }

    private static IEnumerable<NodeProto> QuantizeLookup(GraphProto graph, NodeProto node, TensorProto embeddings)
    {
        var (rows, columns) = ((int)embeddings.Dims[0], (int)embeddings.Dims[1]);
        var (values, scales) = Quantize(embeddings.GetFloats(), rows, columns, perRow: true);
        Replace(graph, embeddings, values);
        var scale = graph.AddFloats(embeddings.Name + ".scale", [rows, 1], scales);
        var (ids, output) = (node.Input[1], node.Output[0]);
        yield return GraphExtensions.CreateNode(output + ".int8", "Gather", embeddings.Name, ids);
        yield return GraphExtensions
            .CreateNode(output + ".float", "Cast", output + ".int8")
            .With("to", TensorType.Float);
        yield return GraphExtensions.CreateNode(output + ".scale", "Gather", scale, ids);
        yield return GraphExtensions.CreateNode(output, "Mul", output + ".float", output + ".scale");
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
}
