namespace Classifier.Transformers;

/// <summary>Represents a trainable tensor with its gradient.</summary>
/// <param name="name">The name of the tensor in the ONNX model.</param>
/// <param name="value">The values.</param>
/// <param name="depth">The number of layers between the tensor and the heads, which lowers the learning rate.</param>
/// <param name="decays">True if weight decay applies, which is usual for weight matrices only.</param>
internal sealed class Parameter(string name, Matrix value, int depth, bool decays)
{
    /// <summary>Gets the name.</summary>
    public string Name => name;

    /// <summary>Gets the values.</summary>
    public Matrix Value => value;

    /// <summary>Gets the gradient of the loss.</summary>
    public Matrix Gradient { get; } = new(value.Rows, value.Columns);

    /// <summary>Gets a value indicating whether the tensor belongs to the heads.</summary>
    internal bool IsHead => name is EncoderModel.HeadWeight or EncoderModel.HeadBias;

    /// <summary>Gets the number of layers between the tensor and the heads.</summary>
    internal int Depth => depth;

    /// <summary>Gets a value indicating whether weight decay applies.</summary>
    internal bool Decays => decays;

    /// <summary>Gets or sets the rows whose gradient is not zero, in ascending order; null for all rows. Only these rows are
    /// updated.</summary>
    internal int[]? ActiveRows { get; set; }
}
