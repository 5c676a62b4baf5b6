namespace Classifier.Transformers.Onnx;

/// <summary>Specifies the element types of ONNX tensors (TensorProto.DataType).</summary>
internal static class TensorType
{
    public const int Float = 1;
    public const int Int8 = 3;
    public const int Int32 = 6;
    public const int Int64 = 7;
}
