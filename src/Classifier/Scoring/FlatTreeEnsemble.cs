namespace Classifier.Scoring;

/// <summary>
/// A FastTree ensemble as plain arrays. Beside each leaf stand also the values of the inner nodes, so that a score can be
/// split among the features that were asked on the way down (Saabas 2014): each step's change of value goes to its feature.
/// </summary>
internal sealed class FlatTreeEnsemble
{
    private readonly int[] _roots;
    private readonly int[] _features;
    private readonly float[] _thresholds;
    private readonly int[] _less;
    private readonly int[] _greater;
    private readonly float[] _values;
    private readonly float _bias;

    /// <summary>Builds the arrays.</summary>
    /// <param name="trees">The trees, already scaled by their weights.</param>
    /// <param name="bias">What is added to the sum of the leaves.</param>
    public FlatTreeEnsemble(IReadOnlyList<FlatTree> trees, float bias)
    {
        var nodes = trees.Sum(tree => tree.Features.Length + tree.LeafValues.Length);
        _roots = new int[trees.Count];
        _features = new int[nodes];
        _thresholds = new float[nodes];
        _less = new int[nodes];
        _greater = new int[nodes];
        _values = new float[nodes];
        _bias = bias;
        var next = 0;
        for (var t = 0; t < trees.Count; t++)
        {
            var tree = trees[t];
            var inner = tree.Features.Length;
            var first = next;
            _roots[t] = first;
            int Place(int child) => child >= 0 ? first + child : first + inner + ~child;
            for (var node = 0; node < inner; node++)
            {
                _features[next] = tree.Features[node];
                _thresholds[next] = tree.Thresholds[node];
                _less[next] = Place(tree.Less[node]);
                _greater[next++] = Place(tree.Greater[node]);
            }

            foreach (var value in tree.LeafValues)
            {
                _features[next] = -1;
                _values[next++] = (float)value;
            }

            if (inner > 0)
                _ = Average(first);
        }
    }

    /// <summary>The ensemble's raw score of a dense feature vector.</summary>
    public float Score(ReadOnlySpan<float> features)
    {
        var sum = _bias;
        foreach (var root in _roots)
        {
            var node = root;
            while (_features[node] >= 0)
                node = features[_features[node]] <= _thresholds[node] ? _less[node] : _greater[node];
            sum += _values[node];
        }

        return sum;
    }

    /// <summary>Adds to each feature what it adds to the score, and returns what no feature adds.</summary>
    public float Attribute(ReadOnlySpan<float> features, Span<float> contributions)
    {
        var rest = _bias;
        foreach (var root in _roots)
        {
            var node = root;
            rest += _values[node];
            while (_features[node] >= 0)
            {
                var child = features[_features[node]] <= _thresholds[node] ? _less[node] : _greater[node];
                contributions[_features[node]] += _values[child] - _values[node];
                node = child;
            }
        }

        return rest;
    }

    /// <summary>Gives an inner node the mean of its children's values.</summary>
    private float Average(int node)
    {
        if (_features[node] >= 0)
            _values[node] = (Average(_less[node]) + Average(_greater[node])) / 2;
        return _values[node];
    }
}

/// <summary>One tree: inner nodes by index, children as node indices or, when negative, as the complement of a leaf's.</summary>
internal sealed record FlatTree(int[] Features, float[] Thresholds, int[] Less, int[] Greater, double[] LeafValues);
