using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Classifier.Scoring;

/// <summary>
/// Scores trees without walking them (QuickScorer, Lucchese et al. 2015, with whole vectors of trees at once): each tree has
/// a bit for each leaf, from left to right; a question that is answered “greater” clears the bits of the leaves on its lesser
/// side; the lowest bit that is left is the leaf that a walk would reach. What all questions of one feature clear depends
/// only on how many of its thresholds the value exceeds, so the masks for each such number stand ready, for all trees side by
/// side, and a headline costs one row of masks for each feature that exceeds any.
/// </summary>
internal sealed class LeafMasks
{
    /// <summary>How many leaves a tree may have: the bits of a mask.</summary>
    public const int MostLeaves = 64;

    private readonly int _trees;
    private readonly int _bits;
    private readonly int _vectors;
    private readonly int[] _firstThreshold;

    /// <summary>The lowest threshold of each feature; infinity for one without.</summary>
    private readonly float[] _lowest;
    private readonly float[] _thresholds;
    private readonly Vector<byte>[] _masks;
    private readonly float[] _leaves;

    /// <summary>Makes the masks of some trees.</summary>
    /// <param name="trees">The trees.</param>
    /// <exception cref="InvalidDataException">One has more than <see cref="MostLeaves"/> leaves.</exception>
    public LeafMasks(IReadOnlyList<Tree> trees)
    {
        var most = trees.Max(tree => tree.Leaves.Length);
        if (most > MostLeaves)
        {
            throw new InvalidDataException($"A tree has {most} leaves; at most {MostLeaves} can be scored.");
        }

        _trees = trees.Count;
        _bits =
            most <= 16 ? 16
            : most <= 32 ? 32
            : 64;
        _vectors = ((_trees * _bits / 8) + Vector<byte>.Count - 1) / Vector<byte>.Count;
        _leaves = new float[_trees * _bits];

        var features = trees.SelectMany(tree => tree.Features).Append(-1).Max() + 1;
        var steps = Enumerable.Range(0, features).Select(feature => ThresholdsOf(trees, feature)).ToArray();
        _firstThreshold = [0, .. Sums(steps.Select(thresholds => thresholds.Length))];
        _thresholds = [.. steps.SelectMany(thresholds => thresholds)];
        _lowest = [.. steps.Select(thresholds => thresholds.Length > 0 ? thresholds[0] : float.PositiveInfinity)];
        _masks = new Vector<byte>[_thresholds.Length * _vectors];
        Array.Fill(_masks, Vector<byte>.AllBitsSet);
        for (var tree = 0; tree < trees.Count; tree++)
        {
            _ = Place(trees[tree], tree, trees[tree].Features.Length > 0 ? 0 : ~0, 0);
        }
    }

    /// <summary>The sum of the leaves that a dense feature vector reaches.</summary>
    [SkipLocalsInit]
    public float Score(ReadOnlySpan<float> features)
    {
        Span<int> rows = stackalloc int[_lowest.Length];
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
                rows[count++] = Row(feature + BitOperations.TrailingZeroCount(bits), features);
            }
        }

        for (; feature < _lowest.Length; feature++)
        {
            if (features[feature] > _lowest[feature])
            {
                rows[count++] = Row(feature, features);
            }
        }

        Span<Vector<byte>> left = stackalloc Vector<byte>[_vectors];
        rows = rows[..count];
        for (var i = 0; i < left.Length; i++)
        {
            var mask = Vector<byte>.AllBitsSet;
            foreach (var row in rows)
            {
                mask &= _masks[row + i];
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

    /// <summary>The first vector of the masks of a feature whose value exceeds its lowest threshold.</summary>
    /// <remarks>The halves are chosen by arithmetic, as no processor can foresee them.</remarks>
    private int Row(int feature, ReadOnlySpan<float> features)
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
        // Four sums, so that an addition need not wait for the one before.
        var masks = MemoryMarshal.Cast<Vector<byte>, TMask>(left)[.._trees];
        double one = 0,
            two = 0,
            three = 0,
            four = 0;
        var tree = 0;
        for (; tree + 3 < masks.Length; tree += 4)
        {
            one += Leaf(tree, masks[tree]);
            two += Leaf(tree + 1, masks[tree + 1]);
            three += Leaf(tree + 2, masks[tree + 2]);
            four += Leaf(tree + 3, masks[tree + 3]);
        }

        for (; tree < masks.Length; tree++)
        {
            one += Leaf(tree, masks[tree]);
        }

        return (float)(one + two + (three + four));
    }

    private float Leaf<TMask>(int tree, TMask mask)
        where TMask : unmanaged, IBinaryInteger<TMask> =>
        _leaves[(tree * Unsafe.SizeOf<TMask>() * 8) + BitOperations.TrailingZeroCount(ulong.CreateTruncating(mask))];

    /// <summary>Numbers the leaves under a child from left to right, sets their values and the masks of the nodes above.</summary>
    /// <returns>The number after the last of them.</returns>
    private int Place(Tree tree, int number, int child, int firstLeaf)
    {
        if (child < 0)
        {
            _leaves[(number * _bits) + firstLeaf] = tree.Leaves[~child];
            return firstLeaf + 1;
        }

        var split = Place(tree, number, tree.Less[child], firstLeaf);
        var end = Place(tree, number, tree.Greater[child], split);
        var feature = tree.Features[child];
        for (var step = _firstThreshold[feature]; step < _firstThreshold[feature + 1]; step++)
        {
            // From this node's threshold on its lesser side is out of reach.
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

    private static float[] ThresholdsOf(IReadOnlyList<Tree> trees, int feature) =>
        [
            .. trees
                .SelectMany(tree => tree.Thresholds.Where((_, node) => tree.Features[node] == feature))
                .Distinct()
                .Order(),
        ];

    private static IEnumerable<int> Sums(IEnumerable<int> counts)
    {
        var sum = 0;
        foreach (var count in counts)
        {
            yield return sum += count;
        }
    }
}
