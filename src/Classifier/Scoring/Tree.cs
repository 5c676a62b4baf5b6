using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>A decision tree: inner nodes by number, the root first. A child is a node's number or, when negative, the
/// complement of a leaf's.</summary>
/// <param name="Features">The feature that each node asks.</param>
/// <param name="Thresholds">Up to this value, it included, a node goes to its lesser child.</param>
/// <param name="Less">Each node's lesser child.</param>
/// <param name="Greater">Each node's greater child.</param>
/// <param name="Leaves">Each leaf's value.</param>
internal sealed record Tree(int[] Features, float[] Thresholds, int[] Less, int[] Greater, float[] Leaves)
{
    /// <summary>Reads what <see cref="WriteTo"/> wrote.</summary>
    public static Tree ReadFrom(BinaryReader reader) =>
        new(
            reader.ReadArray<int>(),
            reader.ReadArray<float>(),
            reader.ReadArray<int>(),
            reader.ReadArray<int>(),
            reader.ReadArray<float>()
        );

    /// <summary>Writes the tree.</summary>
    public void WriteTo(BinaryWriter writer)
    {
        writer.WriteArray<int>(Features);
        writer.WriteArray<float>(Thresholds);
        writer.WriteArray<int>(Less);
        writer.WriteArray<int>(Greater);
        writer.WriteArray<float>(Leaves);
    }

    /// <summary>The child that a node leads to.</summary>
    public int Next(int node, ReadOnlySpan<float> features) =>
        features[Features[node]] <= Thresholds[node] ? Less[node] : Greater[node];

    /// <summary>The value of a leaf, or the mean of the values of a node's children; the only leaf's, where the root is no
    /// node.</summary>
    public float Mean(int child) =>
        child < 0 ? Leaves[~child]
        : Features.Length == 0 ? Leaves[0]
        : (Mean(Less[child]) + Mean(Greater[child])) / 2;
}
