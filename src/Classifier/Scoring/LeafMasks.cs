using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Classifier.Scoring;

/// <summary>
/// Scores trees without walking them (QuickScorer, Lucchese et al. 2015, with whole vectors of trees at once): each tree has
/// a bit for each leaf, from left to right; a question that is answered “greater” clears the bits of the leaves on its lesser
/// side; the lowest bit that is left is the leaf that a walk would reach. What all questions of one feature clear depends
/// only on how many of its thresholds the value exceeds, so the masks for each such number stand ready, for all trees side by
/// side, and a headline costs one AND a feature that is not at its lowest step.
/// </summary>
internal sealed class LeafMasks
{
    /// <summary>How many leaves a tree may have: the bits of a mask.</summary>
    public const int MostLeaves = 64;

    private readonly int _trees;
    private readonly int _bytes;
    private readonly int _stride;
    private readonly int[] _firstThreshold;
    private readonly float[] _thresholds;
    private readonly byte[] _masks;
    private readonly float[] _leaves;

    /// <summary>Makes the masks of some trees.</summary>
    /// <param name="trees">The trees.</param>
    /// <exception cref="InvalidDataException">One has more than <see cref="MostLeaves"/> leaves.</exception>
    public LeafMasks(IReadOnlyList<Tree> trees)
    {
        var most = trees.Max(tree => tree.Leaves.Length);
        if (most > MostLeaves)
            throw new InvalidDataException($"A tree has {most} leaves; at most {MostLeaves} can be scored.");
        _trees = trees.Count;
        _bytes = most <= 16 ? sizeof(ushort) : most <= 32 ? sizeof(uint) : sizeof(ulong);
        _stride = (_trees * _bytes + Vector<byte>.Count - 1) / Vector<byte>.Count * Vector<byte>.Count;
        _leaves = new float[_trees * _bytes * 8];

        var features = trees.SelectMany(tree => tree.Features).Append(-1).Max() + 1;
        var steps = Enumerable.Range(0, features).Select(feature => ThresholdsOf(trees, feature)).ToArray();
        _firstThreshold = [0, .. Sums(steps.Select(thresholds => thresholds.Length))];
        _thresholds = [.. steps.SelectMany(thresholds => thresholds)];
        _masks = new byte[_thresholds.Length * _stride];
        _masks.AsSpan().Fill(byte.MaxValue);
        for (var tree = 0; tree < trees.Count; tree++)
            _ = Place(trees[tree], tree, trees[tree].Features.Length > 0 ? 0 : ~0, 0);
    }

    /// <summary>The sum of the leaves that a dense feature vector reaches.</summary>
    public float Score(ReadOnlySpan<float> features)
    {
        Span<byte> left = stackalloc byte[_stride];
        left.Fill(byte.MaxValue);
        for (var feature = 0; feature < _firstThreshold.Length - 1; feature++)
        {
            var thresholds = _thresholds.AsSpan(_firstThreshold[feature].._firstThreshold[feature + 1]);
            var exceeded = Exceeded(thresholds, features[feature]);
            if (exceeded > 0)
                TensorPrimitives.BitwiseAnd(left, _masks.AsSpan((_firstThreshold[feature] + exceeded - 1) * _stride, _stride), left);
        }

        return _bytes switch
        {
            sizeof(ushort) => Sum<ushort>(left),
            sizeof(uint) => Sum<uint>(left),
            _ => Sum<ulong>(left),
        };
    }

    private static int Exceeded(ReadOnlySpan<float> thresholds, float value)
    {
        var (low, high) = (0, thresholds.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (value > thresholds[middle])
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private float Sum<TMask>(ReadOnlySpan<byte> left)
        where TMask : unmanaged, IBinaryInteger<TMask>
    {
        // Sums of the two halves do not wait for each other.
        var masks = MemoryMarshal.Cast<byte, TMask>(left)[.._trees];
        var leaves = _leaves.AsSpan();
        double even = 0, odd = 0;
        var bits = _bytes * 8;
        for (var tree = 0; tree + 1 < masks.Length; tree += 2)
        {
            even += leaves[(tree * bits) + int.CreateTruncating(TMask.TrailingZeroCount(masks[tree]))];
            odd += leaves[((tree + 1) * bits) + int.CreateTruncating(TMask.TrailingZeroCount(masks[tree + 1]))];
        }

        if (masks.Length % 2 == 1)
            even += leaves[((masks.Length - 1) * bits) + int.CreateTruncating(TMask.TrailingZeroCount(masks[^1]))];
        return (float)(even + odd);
    }

    /// <summary>Numbers the leaves under a child from left to right, sets their values and the masks of the nodes above.</summary>
    /// <returns>The number after the last of them.</returns>
    private int Place(Tree tree, int number, int child, int firstLeaf)
    {
        if (child < 0)
        {
            _leaves[(number * _bytes * 8) + firstLeaf] = tree.Leaves[~child];
            return firstLeaf + 1;
        }

        var split = Place(tree, number, tree.Less[child], firstLeaf);
        var end = Place(tree, number, tree.Greater[child], split);
        var feature = tree.Features[child];
        for (var step = _firstThreshold[feature]; step < _firstThreshold[feature + 1]; step++)
        {
            // From this node's threshold on, and for every higher one, its lesser side is out of reach.
            if (_thresholds[step] < tree.Thresholds[child])
                continue;
            for (var leaf = firstLeaf; leaf < split; leaf++)
                _masks[(step * _stride) + (number * _bytes) + (leaf / 8)] &= (byte)~(1 << (leaf % 8));
        }

        return end;
    }

    private static float[] ThresholdsOf(IReadOnlyList<Tree> trees, int feature) =>
        [.. trees.SelectMany(tree => tree.Thresholds.Where((_, node) => tree.Features[node] == feature)).Distinct().Order()];

    private static IEnumerable<int> Sums(IEnumerable<int> counts)
    {
        var sum = 0;
        foreach (var count in counts)
            yield return sum += count;
    }
}
