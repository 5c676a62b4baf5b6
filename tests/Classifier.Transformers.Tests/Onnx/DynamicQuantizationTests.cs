using Classifier.Transformers.Onnx;
using Xunit;

namespace Classifier.Transformers.Tests.Onnx;

public class DynamicQuantizationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_quantization_error_is_at_most_half_a_step(bool perRow)
    {
        const int Rows = 5;
        const int Columns = 7;
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, Rows * Columns).Select(_ => random.NextSingle() - 0.5f)];
        var (quantized, scales) = DynamicQuantization.Quantize(values, Rows, Columns, perRow);
        for (var i = 0; i < values.Length; i++)
        {
            var scale = scales[perRow ? i / Columns : i % Columns];
            Assert.InRange(quantized[i] * scale, values[i] - (scale * 0.501f), values[i] + (scale * 0.501f));
        }
    }

    [Fact]
    public void Zeros_are_quantized_to_zero() =>
        Assert.All(
            DynamicQuantization.Quantize(new float[6], 2, 3, perRow: true).Values,
            value => Assert.Equal(0, value)
        );

    [Fact]
    public void A_quantized_graph_is_converted_back_to_its_operators_and_rounded_weights()
    {
        var graph = CreateGraph();
        var before = graph.Clone();

        DynamicQuantization.Apply(graph);
        Assert.Contains(graph.Node, node => node.OpType == "MatMulInteger");
        DynamicQuantization.Undo(graph);

        Assert.Equal(before.Node.Select(Describe), graph.Node.Select(Describe));
        foreach (var tensor in before.Initializer)
        {
            var restored = Assert.Single(graph.Initializer, other => other.Name == tensor.Name);
            Assert.Equal(tensor.Dims, restored.Dims);
            Assert.All(
                tensor.GetFloats().Zip(restored.GetFloats()),
                pair => Assert.Equal(pair.First, pair.Second, 0.5f / sbyte.MaxValue)
            );
        }

        Assert.Equal(before.Initializer.Count, graph.Initializer.Count);

        static string Describe(NodeProto node) =>
            $"{string.Join(' ', node.Output)} = {node.OpType} {string.Join(' ', node.Input)}";
    }

    [Fact]
    public void A_graph_in_single_precision_is_unchanged()
    {
        var graph = CreateGraph();
        var before = graph.Clone();

        DynamicQuantization.Undo(graph);

        Assert.Equal(before, graph);
    }

    /// <summary>Creates a graph that looks up words, multiplies them by two matrices, and adds the products.</summary>
    private static GraphProto CreateGraph()
    {
        var random = new Random(1);
        float[] CreateValues(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
        var graph = new GraphProto();
        graph.AddFloats("embeddings.word_embeddings.weight", [6, 4], CreateValues(24));
        graph.AddFloats("first", [4, 3], CreateValues(12));
        graph.AddFloats("second", [4, 3], CreateValues(12));
        graph.Node.Add(GraphExtensions.CreateNode("words", "Gather", "embeddings.word_embeddings.weight", "input_ids"));
        graph.Node.Add(GraphExtensions.CreateNode("a", "MatMul", "words", "first"));
        graph.Node.Add(GraphExtensions.CreateNode("b", "MatMul", "words", "second"));
        graph.Node.Add(GraphExtensions.CreateNode("sum", "Add", "a", "b"));
        return graph;
    }
}
