using Classifier.Scoring;
using Xunit;

namespace Classifier.Tests.Scoring;

public class BitmaskTreeScorerTests
{
    private const int Features = 12;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(7, 16)]
    [InlineData(100, 16)]
    [InlineData(33, 17)]
    [InlineData(50, 32)]
    [InlineData(10, 64)]
    public void Scores_match_a_traversal_of_the_trees(int trees, int leaves)
    {
        var random = new Random((trees * 100) + leaves);
        var ensemble = Enumerable.Range(0, trees).Select(_ => Grow(random, leaves)).ToList();
        var scorer = new BitmaskTreeScorer(ensemble);
        var features = new float[Features];
        for (var i = 0; i < 500; i++)
        {
            for (var f = 0; f < Features; f++)
            {
                features[f] = random.Next(3) == 0 ? 0 : random.Next(-2, 12) / 10f;
            }

            Assert.Equal(ensemble.Sum(tree => (double)Traverse(tree, features)), scorer.Score(features), 1e-6);
        }
    }

    [Fact]
    public void A_tree_with_too_many_leaves_is_rejected() =>
        Assert.Contains(
            "65 leaves",
            Assert.Throws<InvalidDataException>(() => new BitmaskTreeScorer([Grow(new Random(1), 65)])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Contributions_sum_to_the_score()
    {
        var random = new Random(5);
        var ensemble = new TreeEnsemble([.. Enumerable.Range(0, 40).Select(_ => Grow(random, 16))], 0.25f);
        var features = Enumerable.Range(0, Features).Select(_ => random.NextSingle()).ToArray();
        var parts = new float[Features];
        var rest = ensemble.Attribute(features, parts);
        Assert.Equal(ensemble.Score(features), rest + parts.Sum(), 1e-5);
    }

    private static float Traverse(Tree tree, float[] features)
    {
        var node = tree.Features.Length > 0 ? 0 : ~0;
        while (node >= 0)
        {
            node = tree.GetChild(node, features);
        }

        return tree.Leaves[~node];
    }

    /// <summary>Builds a tree by splitting random leaves, so that leaves are numbered in no particular order.</summary>
    private static Tree Grow(Random random, int leaves)
    {
        var nodes = leaves - 1;
        var tree = new Tree(
            new int[nodes],
            new float[nodes],
            new int[nodes],
            new int[nodes],
            [.. Enumerable.Range(0, leaves).Select(_ => random.NextSingle() - 0.5f)]
        );
        var open = new List<(int[] Child, int Node)>();
        for (var node = 0; node < nodes; node++)
        {
            if (open.Count > 0)
            {
                var at = random.Next(open.Count);
                open[at].Child[open[at].Node] = node;
                open.RemoveAt(at);
            }

            tree.Features[node] = random.Next(Features);
            tree.Thresholds[node] = random.Next(0, 10) / 10f;
            open.Add((tree.Left, node));
            open.Add((tree.Right, node));
        }

        for (var leaf = 0; leaf < open.Count; leaf++)
        {
            open[leaf].Child[open[leaf].Node] = ~leaf;
        }

        return tree;
    }
}
