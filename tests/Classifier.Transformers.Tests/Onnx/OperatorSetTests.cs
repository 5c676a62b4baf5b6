using Classifier.Transformers.Onnx;
using Xunit;

namespace Classifier.Transformers.Tests.Onnx;

public class OperatorSetTests
{
    [Fact]
    public void The_axes_of_an_old_Unsqueeze_become_an_input()
    {
        var file = CreateFile(version: 11);

        OperatorSet.Update(file);

        var node = Assert.Single(file.Graph.Node);
        Assert.Empty(node.Attribute);
        Assert.Equal(2, node.Input.Count);
        var axes = Assert.Single(file.Graph.Initializer);
        Assert.Equal(axes.Name, node.Input[1]);
        Assert.Equal(2, BitConverter.ToInt64(axes.RawData.Span));
        Assert.Equal(13, Assert.Single(file.OpsetImport).Version);
    }

    [Fact]
    public void A_graph_with_current_operators_is_unchanged()
    {
        var file = CreateFile(version: 17);
        var before = file.Clone();

        OperatorSet.Update(file);

        Assert.Equal(before, file);
    }

    [Fact]
    public void A_graph_with_operators_before_version_11_is_rejected()
    {
        Assert.Contains(
            "version 9 of the operators",
            Assert.Throws<InvalidDataException>(() => OperatorSet.Update(CreateFile(version: 9))).Message
        );
    }

    private static ModelProto CreateFile(long version)
    {
        var node = GraphExtensions.CreateNode("mask", "Unsqueeze", "attention_mask");
        var axes = new AttributeProto { Name = "axes" };
        axes.Ints.Add(2);
        node.Attribute.Add(axes);
        var file = new ModelProto { Graph = new GraphProto() };
        file.Graph.Node.Add(node);
        file.OpsetImport.Add(new OperatorSetIdProto { Version = version });
        return file;
    }
}
