namespace Classifier.Scoring;

/// <summary>
/// Represents an ensemble of decision trees. Scores are computed by <see cref="BitmaskTreeScorer"/>. Contributions are
/// computed by traversing each tree (Saabas 2014): the value of an inner node is the mean of its children, and each
/// change of value along the path is credited to the feature tested.
/// </summary>
internal sealed class TreeEnsemble
{
    private readonly IReadOnlyList<Tree> _trees;
    private readonly BitmaskTreeScorer _scorer;
    private readonly float _bias;

    /// <summary>Initializes an ensemble.</summary>
    /// <param name="trees">The trees, whose leaf values include the weights of the trees.</param>
    /// <param name="bias">The constant added to the sum of the leaf values.</param>
    public TreeEnsemble(IReadOnlyList<Tree> trees, float bias)
    {
        _trees = trees;
        _bias = bias;
        _scorer = new BitmaskTreeScorer(trees);
    }

    /// <summary>Reads an ensemble written by <see cref="WriteTo"/>.</summary>
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

    /// <summary>Writes the ensemble in binary form.</summary>
    public void WriteTo(BinaryWriter writer)
    {
        writer.Write(_bias);
        writer.Write(_trees.Count);
        foreach (var tree in _trees)
        {
            tree.WriteTo(writer);
        }
    }

    /// <summary>Computes the raw score of a dense feature vector.</summary>
    public float Score(ReadOnlySpan<float> features) => _bias + _scorer.Score(features);

    /// <summary>
    /// Adds the contribution of each feature to <paramref name="contributions"/> and returns the part of the score that
    /// belongs to no feature.
    /// </summary>
    public float Attribute(ReadOnlySpan<float> features, Span<float> contributions)
    {
        var remainder = _bias;
        foreach (var tree in _trees)
        {
            var value = tree.GetMeanValue(0);
            remainder += value;
            for (var node = tree.Features.Length > 0 ? 0 : ~0; node >= 0; )
            {
                var child = tree.GetChild(node, features);
                var next = tree.GetMeanValue(child);
                contributions[tree.Features[node]] += next - value;
                (node, value) = (child, next);
            }
        }

        return remainder;
    }
}
