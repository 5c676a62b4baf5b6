namespace Classifier.Transformers.Onnx;

/// <summary>Updates graphs that were exported for an old set of operators.</summary>
internal static class OperatorSet
{
    /// <summary>The version that the added heads and quantization need.</summary>
    private const long Version = 13;

    /// <summary>The oldest version whose operators in an encoder differ from <see cref="Version"/> only in
    /// <c>Unsqueeze</c>.</summary>
    private const long OldestVersion = 11;

    /// <summary>Updates a graph to version 13, in which the axes of <c>Unsqueeze</c> are an input instead of an attribute
    /// (https://github.com/onnx/onnx/blob/main/docs/Changelog.md).</summary>
    /// <param name="file">The file to change.</param>
    /// <exception cref="InvalidDataException">The file uses an older set of operators than version 11.</exception>
    public static void Update(ModelProto file)
    {
        var set = file.OpsetImport.Single(import => import.Domain.Length == 0);
        if (set.Version >= Version)
        {
            return;
        }

        if (set.Version < OldestVersion)
        {
            throw new InvalidDataException(
                $"The ONNX model uses version {set.Version} of the operators; export it with version {OldestVersion} or later."
            );
        }

        foreach (var node in file.Graph.Node.Where(node => node.OpType == "Unsqueeze"))
        {
            var axes = node.Attribute.Single(attribute => attribute.Name == "axes");
            node.Input.Add(file.Graph.AddIntegers($"{node.Output[0]}.axes", [.. axes.Ints]));
            node.Attribute.Remove(axes);
        }

        set.Version = Version;
    }
}
