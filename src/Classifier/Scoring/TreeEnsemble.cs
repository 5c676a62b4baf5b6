namespace Classifier.Scoring;

/// <summary>
/// An ensemble of decision trees. Scores come from <see cref="LeafMasks"/>; reasons from a walk down each tree that splits a
/// score among the features that were asked on the way (Saabas 2014): an inner node has the mean of its children's values,
/// and each step's change of value goes to its feature.
/// </summary>
internal sealed class TreeEnsemble
{
    private readonly IReadOnlyList<Tree> _trees;
    private readonly LeafMasks _masks;
    private readonly float _bias;

    /// <summary>Makes an ensemble.</summary>
    /// <param name="trees">The trees, their leaves already scaled by the trees' weights.</param>
    /// <param name="bias">What is added to the sum of the leaves.</param>
    public TreeEnsemble(IReadOnlyList<Tree> trees, float bias)
    {
        _trees = trees;
        _bias = bias;
        _masks = new LeafMasks(trees);
    }

    /// <summary>Reads what <see cref="WriteTo"/> wrote.</summary>
    public static TreeEnsemble ReadFrom(BinaryReader reader)
    {
        var bias = reader.ReadSingle();
        var trees = new Tree[reader.ReadInt32()];
        for (var i = 0; i < trees.Length; i++)
        {
            trees[i] = Tree.ReadFrom(reader);
        }

        return new TreeEnsemble(trees, bias);
    }

    /// <summary>Writes the trees.</summary>
    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(_bias);
        writer.Write(_trees.Count);
        foreach (var tree in _trees)
        {
            tree.WriteTo(writer);
        }
    }

    /// <summary>The ensemble's raw score of a dense feature vector.</summary>
    public float Score(ReadOnlySpan<float> features) => _bias + _masks.Score(features);

    /// <summary>Adds to each feature what it adds to the score, and returns what no feature adds.</summary>
    public float Attribute(ReadOnlySpan<float> features, Span<float> contributions)
    {
        var rest = _bias;
        foreach (var tree in _trees)
        {
            var value = tree.Mean(0);
            rest += value;
            for (var node = tree.Features.Length > 0 ? 0 : ~0; node >= 0; )
            {
                var child = tree.Next(node, features);
                var next = tree.Mean(child);
                contributions[tree.Features[node]] += next - value;
                (node, value) = (child, next);
            }
        }

        return rest;
    }
}
