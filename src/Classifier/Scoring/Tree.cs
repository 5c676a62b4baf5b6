using Classifier.Models;

namespace Classifier.Scoring;

/// <summary>
/// Represents a binary decision tree as arrays over its inner nodes, the root first. A child is the index of a node or,
/// if negative, the bitwise complement of the index of a leaf.
/// </summary>
/// <param name="Features">The feature that each node tests.</param>
/// <param name="Thresholds">The threshold of each node. Values up to and including it go to the left child.</param>
/// <param name="Left">The left child of each node.</param>
/// <param name="Right">The right child of each node.</param>
/// <param name="Leaves">The value of each leaf.</param>
internal sealed record Tree(int[] Features, float[] Thresholds, int[] Left, int[] Right, float[] Leaves)
{
    /// <summary>Reads a tree written by <see cref="WriteTo"/>.</summary>
    public static Tree ReadFrom(BinaryReader reader) =>
        new(
            reader.ReadArray<int>(),
            reader.ReadArray<float>(),
            reader.ReadArray<int>(),
            reader.ReadArray<int>(),
            reader.ReadArray<float>()
        );

    /// <summary>Writes the tree in binary form.</summary>
    public void WriteTo(BinaryWriter writer)
    {
        writer.WriteArray<int>(Features);
        writer.WriteArray<float>(Thresholds);
        writer.WriteArray<int>(Left);
        writer.WriteArray<int>(Right);
        writer.WriteArray<float>(Leaves);
    }

    /// <summary>Returns the child that a feature vector leads to.</summary>
    public int GetChild(int node, ReadOnlySpan<float> features) =>
        features[Features[node]] <= Thresholds[node] ? Left[node] : Right[node];

    /// <summary>
    /// Returns the value of a leaf, or the mean value of the children of a node. For a tree without nodes, returns the
    /// value of its only leaf.
    /// </summary>
    public float GetMeanValue(int child) =>
        child < 0 ? Leaves[~child]
        : Features.Length == 0 ? Leaves[0]
        : (GetMeanValue(Left[child]) + GetMeanValue(Right[child])) / 2;
}
