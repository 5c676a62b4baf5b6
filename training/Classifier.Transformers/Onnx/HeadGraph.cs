namespace Classifier.Transformers.Onnx;

/// <summary>Adds pooling and heads to the graph of an encoder, and removes them.</summary>
internal static class HeadGraph
{
    /// <summary>Removes what follows the states of an encoder: the heads that <see cref="Add"/> added, or the pooler of the
    /// pretrained encoder.</summary>
    /// <param name="graph">The graph, in single precision.</param>
    /// <param name="states">The name of the states.</param>
    /// <returns>The weights and biases of the heads; null if there were none.</returns>
    /// <exception cref="InvalidDataException">The graph does not compute the states.</exception>
    public static (Matrix Weight, Matrix Bias)? Remove(GraphProto graph, string states)
    {
        var last = graph.Node.ToList().FindIndex(node => node.Output.Contains(states));
        if (last < 0)
        {
            throw new InvalidDataException($"The ONNX model does not compute {states}.");
        }

        while (graph.Node.Count > last + 1)
        {
            graph.Node.RemoveAt(graph.Node.Count - 1);
        }

        graph.Output.Clear();
        var removed = graph
            .Initializer.Where(tensor =>
                tensor.Name.StartsWith("pooler.", StringComparison.Ordinal)
                || tensor.Name.StartsWith("heads.", StringComparison.Ordinal)
            )
            .ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        foreach (var tensor in removed.Values)
        {
            graph.Initializer.Remove(tensor);
        }

        return
            removed.TryGetValue(EncoderModel.HeadWeight, out var weight)
            && removed.TryGetValue(EncoderModel.HeadBias, out var bias)
            ? (
                new Matrix((int)weight.Dims[0], (int)weight.Dims[1], weight.GetFloats()),
                new Matrix(1, (int)bias.Dims[0], bias.GetFloats())
            )
            : null;
    }

    /// <summary>Adds pooling and heads.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="model">The model with the weights of the heads.</param>
    /// <param name="states">The name of the states.</param>
    public static void Add(GraphProto graph, EncoderModel model, string states)
    {
        var shape = model.Shape;
        var (weight, bias) = (model[EncoderModel.HeadWeight].Value, model[EncoderModel.HeadBias].Value);
        var last = graph.AddIntegers("heads.last_axis", 2);
        var tokens = graph.AddIntegers("heads.token_axis", 1);
        graph.AddFloats(EncoderModel.HeadWeight, [weight.Rows, weight.Columns], weight.Values);
        graph.AddFloats(EncoderModel.HeadBias, [bias.Columns], bias.Values);
        graph.Initializer.Add(GraphExtensions.CreateTensor<long>("heads.first_token", TensorType.Int64, [], [0]));
        graph.Initializer.Add(
            GraphExtensions.CreateTensor<long>(
                "heads.split",
                TensorType.Int64,
                [2],
                [shape.Topics, EncoderShape.GradeThresholds]
            )
        );
        graph.Node.Add(GraphExtensions.CreateNode("heads.mask", "Cast", "attention_mask").With("to", TensorType.Float));
        graph.Node.Add(GraphExtensions.CreateNode("heads.mask3", "Unsqueeze", "heads.mask", last));
        graph.Node.Add(GraphExtensions.CreateNode("heads.masked", "Mul", states, "heads.mask3"));
        graph.Node.Add(
            GraphExtensions.CreateNode("heads.sum", "ReduceSum", "heads.masked", tokens).With("keepdims", 0)
        );
        graph.Node.Add(
            GraphExtensions.CreateNode("heads.count", "ReduceSum", "heads.mask", tokens).With("keepdims", 1)
        );
        graph.Node.Add(GraphExtensions.CreateNode("heads.mean", "Div", "heads.sum", "heads.count"));
        graph.Node.Add(
            GraphExtensions.CreateNode("heads.first", "Gather", states, "heads.first_token").With("axis", 1)
        );
        graph.Node.Add(
            GraphExtensions.CreateNode("heads.pooled", "Concat", "heads.mean", "heads.first").With("axis", 1)
        );
        graph.Node.Add(GraphExtensions.CreateNode("heads.product", "MatMul", "heads.pooled", EncoderModel.HeadWeight));
        graph.Node.Add(GraphExtensions.CreateNode("heads.logits", "Add", "heads.product", EncoderModel.HeadBias));
        var split = new NodeProto { Name = "heads.outputs", OpType = "Split" }.With("axis", 1);
        split.Input.AddRange(["heads.logits", "heads.split"]);
        split.Output.AddRange(["topic_logits", "clickbait_logits"]);
        graph.Node.Add(split);
        graph.Output.Add(CreateOutput("topic_logits", shape.Topics));
        graph.Output.Add(CreateOutput("clickbait_logits", EncoderShape.GradeThresholds));
    }

    private static ValueInfoProto CreateOutput(string name, int size)
    {
        var dimensions = new TensorShapeProto();
        dimensions.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "batch" });
        dimensions.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = size });
        return new ValueInfoProto
        {
            Name = name,
            Type = new TypeProto
            {
                TensorType = new TypeProto.Types.Tensor { ElemType = TensorType.Float, Shape = dimensions },
            },
        };
    }
}
