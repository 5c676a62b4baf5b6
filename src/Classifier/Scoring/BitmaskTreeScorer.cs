using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Classifier.Scoring;

/// <summary>
/// Scores a tree ensemble without traversing the trees (QuickScorer, Lucchese et al. 2015, vectorized over trees). Each
/// tree has a bitmask with one bit per leaf, from left to right. A condition that evaluates to "greater" clears the
/// bits of the leaves in the left subtree; the lowest remaining bit is the leaf that a traversal would reach. The
/// combined effect of all conditions on one feature depends only on the number of its thresholds that the value
/// exceeds. The masks for each such number are therefore precomputed for all trees side by side, and scoring a headline
/// costs one row of masks per feature that exceeds a threshold.
/// </summary>
internal sealed class BitmaskTreeScorer
{
    /// <summary>The maximum number of leaves of a tree, which is the number of bits in the widest mask.</summary>
    public const int MaxLeaves = 64;

    private readonly int _trees;
    private readonly int _bits;
    private readonly int _vectors;
    private readonly int[] _firstThreshold;

    /// <summary>The lowest threshold of each feature, or infinity if the feature has none.</summary>
    private readonly float[] _lowest;
    private readonly float[] _thresholds;
    private readonly Vector<byte>[] _masks;
    private readonly float[] _leaves;

    /// <summary>Precomputes the masks.</summary>
    /// <param name="trees">The trees.</param>
    /// <exception cref="InvalidDataException">A tree has more than <see cref="MaxLeaves"/> leaves.</exception>
    public BitmaskTreeScorer(IReadOnlyList<Tree> trees)
    {
        var maxLeaves = trees.Max(tree => tree.Leaves.Length);
        if (maxLeaves > MaxLeaves)
        {
            throw new InvalidDataException($"A tree has {maxLeaves} leaves; at most {MaxLeaves} can be scored.");
        }

        _trees = trees.Count;
        _bits =
            maxLeaves <= 16 ? 16
            : maxLeaves <= 32 ? 32
            : 64;
        _vectors = ((_trees * _bits / 8) + Vector<byte>.Count - 1) / Vector<byte>.Count;
        _leaves = new float[_trees * _bits];

        var features = trees.SelectMany(tree => tree.Features).Append(-1).Max() + 1;
        var steps = Enumerable.Range(0, features).Select(feature => GetThresholds(trees, feature)).ToArray();
        _firstThreshold = [0, .. CumulativeSums(steps.Select(thresholds => thresholds.Length))];
        _thresholds = [.. steps.SelectMany(thresholds => thresholds)];
        _lowest = [.. steps.Select(thresholds => thresholds.Length > 0 ? thresholds[0] : float.PositiveInfinity)];
        _masks = new Vector<byte>[_thresholds.Length * _vectors];
        Array.Fill(_masks, Vector<byte>.AllBitsSet);
        for (var tree = 0; tree < trees.Count; tree++)
        {
            _ = AddSubtree(trees[tree], tree, trees[tree].Features.Length > 0 ? 0 : ~0, 0);
        }
    }

    /// <summary>Computes the sum of the leaf values that a dense feature vector reaches.</summary>
    [SkipLocalsInit]
    public float Score(ReadOnlySpan<float> features)
    {
        Span<int> offsets = stackalloc int[_lowest.Length];
        var count = 0;
        var feature = 0;
        for (; feature + Vector256<float>.Count <= _lowest.Length; feature += Vector256<float>.Count)
        {
            var above = Vector256.GreaterThan(
                Vector256.Create(features[feature..]),
                Vector256.Create(_lowest.AsSpan(feature))
            );
            for (var bits = above.ExtractMostSignificantBits(); bits != 0; bits &= bits - 1)
            {
                offsets[count++] = GetMaskOffset(feature + BitOperations.TrailingZeroCount(bits), features);
            }
        }

        for (; feature < _lowest.Length; feature++)
        {
            if (features[feature] > _lowest[feature])
            {
                offsets[count++] = GetMaskOffset(feature, features);
            }
        }

        Span<Vector<byte>> left = stackalloc Vector<byte>[_vectors];
        offsets = offsets[..count];
        for (var i = 0; i < left.Length; i++)
        {
            var mask = Vector<byte>.AllBitsSet;
            foreach (var offset in offsets)
            {
                mask &= _masks[offset + i];
            }

            left[i] = mask;
        }

        return _bits switch
        {
            16 => Sum<ushort>(left),
            32 => Sum<uint>(left),
            _ => Sum<ulong>(left),
        };
    }

    /// <summary>Returns the offset of the masks for a feature whose value exceeds its lowest threshold.</summary>
    /// <remarks>The binary search is branchless because its branches are unpredictable.</remarks>
    private int GetMaskOffset(int feature, ReadOnlySpan<float> features)
    {
        ref var thresholds = ref MemoryMarshal.GetArrayDataReference(_thresholds);
        var start = _firstThreshold[feature];
        var length = _firstThreshold[feature + 1] - start;
        var value = features[feature];
        while (length > 1)
        {
            var half = length >>> 1;
            var above = value > Unsafe.Add(ref thresholds, start + half);
            start += half & -Unsafe.BitCast<bool, byte>(above);
            length -= half;
        }

        return start * _vectors;
    }

    private float Sum<TMask>(ReadOnlySpan<Vector<byte>> left)
        where TMask : unmanaged, IBinaryInteger<TMask>
    {
        // Four accumulators shorten the dependency chain of additions.
        var masks = MemoryMarshal.Cast<Vector<byte>, TMask>(left)[.._trees];
        double one = 0,
            two = 0,
            three = 0,
            four = 0;
        var tree = 0;
        for (; tree + 3 < masks.Length; tree += 4)
        {
            one += GetLeafValue(tree, masks[tree]);
            two += GetLeafValue(tree + 1, masks[tree + 1]);
            three += GetLeafValue(tree + 2, masks[tree + 2]);
            four += GetLeafValue(tree + 3, masks[tree + 3]);
        }

        for (; tree < masks.Length; tree++)
        {
            one += GetLeafValue(tree, masks[tree]);
        }

        return (float)(one + two + (three + four));
    }

    private float GetLeafValue<TMask>(int tree, TMask mask)
        where TMask : unmanaged, IBinaryInteger<TMask> =>
        _leaves[(tree * Unsafe.SizeOf<TMask>() * 8) + BitOperations.TrailingZeroCount(ulong.CreateTruncating(mask))];

    /// <summary>
    /// Numbers the leaves of a subtree from left to right, stores their values and clears the mask bits for the
    /// conditions above them.
    /// </summary>
    /// <returns>The number after the last leaf of the subtree.</returns>
    private int AddSubtree(Tree tree, int number, int child, int firstLeaf)
    {
        if (child < 0)
        {
            _leaves[(number * _bits) + firstLeaf] = tree.Leaves[~child];
            return firstLeaf + 1;
        }

        var split = AddSubtree(tree, number, tree.Left[child], firstLeaf);
        var end = AddSubtree(tree, number, tree.Right[child], split);
        var feature = tree.Features[child];
        for (var step = _firstThreshold[feature]; step < _firstThreshold[feature + 1]; step++)
        {
            // A value above this node's threshold makes its left subtree unreachable.
            if (_thresholds[step] < tree.Thresholds[child])
            {
                continue;
            }

            var masks = MemoryMarshal.AsBytes(_masks.AsSpan(step * _vectors, _vectors));
            for (var leaf = firstLeaf; leaf < split; leaf++)
            {
                masks[((number * _bits) + leaf) / 8] &= (byte)~(1 << (leaf % 8));
            }
        }

        return end;
    }

    private static float[] GetThresholds(IReadOnlyList<Tree> trees, int feature) =>
        [
            .. trees
                .SelectMany(tree => tree.Thresholds.Where((_, node) => tree.Features[node] == feature))
                .Distinct()
                .Order(),
        ];

    private static IEnumerable<int> CumulativeSums(IEnumerable<int> counts)
    {
        var sum = 0;
        foreach (var count in counts)
        {
            yield return sum += count;
        }
    }
}
