using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Classifier.Transformers.Onnx;

/// <summary>Provides methods to edit ONNX graphs.</summary>
internal static class GraphExtensions
{
    /// <summary>Copies the values of a float tensor.</summary>
    public static float[] GetFloats(this TensorProto tensor) =>
        tensor.DataType != TensorType.Float
            ? throw new InvalidDataException($"The tensor {tensor.Name} is not of type float.")
        : tensor.RawData.IsEmpty ? [.. tensor.FloatData]
        : MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();

    /// <summary>Finds the value of a constant with a single integer: an initializer, or the output of a Constant node.</summary>
    /// <returns>The value; null if there is no such constant.</returns>
    public static long? FindInteger(this GraphProto graph, string name)
    {
        var tensor =
            graph.Initializer.FirstOrDefault(tensor => tensor.Name == name)
            ?? graph
                .Node.FirstOrDefault(node => node.OpType == "Constant" && node.Output[0] == name)
                ?.Attribute.Select(attribute => ConstantProto.Parser.ParseFrom(attribute.ToByteString()).T)
                .FirstOrDefault();
        return tensor is { DataType: TensorType.Int64, RawData.Length: sizeof(long) }
            ? MemoryMarshal.Read<long>(tensor.RawData.Span)
            : null;
    }

    /// <summary>Creates a tensor.</summary>
    public static TensorProto CreateTensor<T>(
        string name,
        int type,
        ReadOnlySpan<long> dimensions,
        ReadOnlySpan<T> values
    )
        where T : unmanaged
    {
        var tensor = new TensorProto
        {
            Name = name,
            DataType = type,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        };
        tensor.Dims.AddRange(dimensions.ToArray());
        return tensor;
    }

    /// <summary>Adds a float tensor and returns its name.</summary>
    public static string AddFloats(
        this GraphProto graph,
        string name,
        ReadOnlySpan<long> dimensions,
        ReadOnlySpan<float> values
    )
    {
        graph.Initializer.Add(CreateTensor(name, TensorType.Float, dimensions, values));
        return name;
    }

    /// <summary>Adds a one-dimensional tensor of integers and returns its name.</summary>
    public static string AddIntegers(this GraphProto graph, string name, params ReadOnlySpan<long> values)
    {
        graph.Initializer.Add(CreateTensor(name, TensorType.Int64, [values.Length], values));
        return name;
    }

    /// <summary>Creates a node with one output, which has the name of the node.</summary>
    public static NodeProto CreateNode(string name, string operation, params ReadOnlySpan<string> inputs)
    {
        var node = new NodeProto { Name = name, OpType = operation };
        node.Input.AddRange(inputs.ToArray());
        node.Output.Add(name);
        return node;
    }

    /// <summary>Adds an integer attribute to a node.</summary>
    public static NodeProto With(this NodeProto node, string attribute, long value)
    {
        const int IntegerType = 2;
        node.Attribute.Add(
            new AttributeProto
            {
                Name = attribute,
                I = value,
                Type = IntegerType,
            }
        );
        return node;
    }
}
