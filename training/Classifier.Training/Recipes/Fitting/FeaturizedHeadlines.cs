using Classifier.Features;
using Classifier.Models;
using Classifier.Text;
using Microsoft.ML.Data;

namespace Classifier.Training.Recipes.Fitting;

/// <summary>
/// Stores the features of many headlines compactly: about 1.5 kB per headline, regardless of the number of casings, because
/// n-grams and vectors are case-insensitive and stored once.
/// </summary>
internal sealed class FeaturizedHeadlines
{
    private const int BlockSize = 2_048;

    private readonly Block[] _blocks;
    private readonly Featurizer _featurizer;
    private readonly int _casings;
    private readonly int _cues;

    private FeaturizedHeadlines(int count, Block[] blocks, Featurizer featurizer, int casings)
    {
        Count = count;
        _blocks = blocks;
        _featurizer = featurizer;
        _casings = casings;
        _cues = featurizer.CueCount;
    }

    /// <summary>Gets the number of headlines.</summary>
    public int Count { get; }

    /// <summary>Gets the featurizer.</summary>
    internal Featurizer Featurizer => _featurizer;

    /// <summary>Featurizes headlines on all cores. The result does not depend on the number of cores.</summary>
    /// <param name="headlines">The headlines.</param>
    /// <param name="featurizer">The featurizer of the model.</param>
    /// <param name="casings">The functions that convert the casing, for the case-sensitive cues. The first returns the headline
    /// as printed.</param>
    /// <param name="progress">Receives the progress.</param>
    public static FeaturizedHeadlines Create(
        IReadOnlyList<string> headlines,
        Featurizer featurizer,
        IReadOnlyList<Func<string, string>> casings,
        IProgress<string> progress
    )
    {
        var blocks = new Block[(headlines.Count + BlockSize - 1) / BlockSize];
        var counter = new RowCounter(progress, headlines.Count);
        try
        {
            Parallel.For(
                0,
                blocks.Length,
                () => new Workspace(featurizer.Settings),
                (number, _, workspace) =>
                {
                    var first = number * BlockSize;
                    var count = Math.Min(BlockSize, headlines.Count - first);
                    blocks[number] = Block.Create(headlines, first, count, featurizer, casings, workspace);
                    counter.Add(count);
                    return workspace;
                },
                _ => { }
            );
        }
        catch (AggregateException e) when (e.InnerExceptions.All(inner => inner is OperationCanceledException))
        {
            throw e.InnerExceptions[0];
        }

        return new FeaturizedHeadlines(headlines.Count, blocks, featurizer, casings.Count);
    }

    /// <summary>Gets the maximum number of features of a row.</summary>
    internal int MaxRowLength =>
        (_blocks.Length == 0 ? 0 : _blocks.Max(block => block.MaxRowLength)) + _featurizer.Settings.VectorSize + _cues;

    /// <summary>Fills a row with the features of a headline.</summary>
    /// <param name="headline">The index of the headline.</param>
    /// <param name="casing">The index of the casing.</param>
    /// <param name="row">Receives the features, which are valid until the arrays are filled again.</param>
    /// <param name="indices">A buffer of length <see cref="MaxRowLength"/>.</param>
    /// <param name="values">A buffer of length <see cref="MaxRowLength"/>.</param>
    /// <param name="cues">A buffer whose length is the number of cues.</param>
    internal void Read(int headline, int casing, ModelRow row, int[] indices, float[] values, float[] cues)
    {
        var block = _blocks[headline / BlockSize];
        var within = headline % BlockSize;
        var (start, end) = (block.Starts[within], block.Starts[within + 1]);
        var count = end - start;
        var size = _featurizer.Settings.VectorSize;
        block.Indices.AsSpan(start, count).CopyTo(indices);
        block.Values.AsSpan(start, count).CopyTo(values);
        block.Vectors.AsSpan(within * size, size).CopyTo(values.AsSpan(count));
        block.Cues.AsSpan(((within * _casings) + casing) * _cues, _cues).CopyTo(values.AsSpan(count + size));
        for (var i = 0; i < size + _cues; i++)
        {
            indices[count + i] = _featurizer.VectorOffset + i;
        }

        values.AsSpan(count + size, _cues).CopyTo(cues);
        row.Features = new VBuffer<float>(_featurizer.Length, count + size + _cues, values, indices);
        row.Cues = new VBuffer<float>(cues.Length, cues);
    }

    /// <summary>Stores the features of consecutive headlines.</summary>
    private sealed record Block(
        int[] Starts,
        int[] Indices,
        float[] Values,
        float[] Vectors,
        float[] Cues,
        int MaxRowLength
    )
    {
        public static Block Create(
            IReadOnlyList<string> headlines,
            int first,
            int count,
            Featurizer featurizer,
            IReadOnlyList<Func<string, string>> casings,
            Workspace workspace
        )
        {
            var starts = new int[count + 1];
            var (indices, values) = (new List<int>(count * 100), new List<float>(count * 100));
            var vectors = new float[count * featurizer.Settings.VectorSize];
            var cues = new float[count * casings.Count * featurizer.CueCount];
            var maxLength = 0;
            for (var i = 0; i < count; i++)
            {
                var text = headlines[first + i];
                for (var casing = 0; casing < (featurizer.CueCount > 0 ? casings.Count : 1); casing++)
                {
                    Tokenizer.Tokenize(casings[casing](text), workspace.Headline);
                    featurizer.Featurize(workspace.Headline, workspace.Buffer);
                    workspace.Buffer.Cues.CopyTo(cues, ((i * casings.Count) + casing) * featurizer.CueCount);
                    if (casing > 0)
                    {
                        continue;
                    }

                    workspace.Buffer.Vector.CopyTo(vectors, i * featurizer.Settings.VectorSize);
                    workspace.AddSums(indices, values);
                }

                starts[i + 1] = indices.Count;
                maxLength = Math.Max(maxLength, starts[i + 1] - starts[i]);
            }

            return new Block(starts, [.. indices], [.. values], vectors, cues, maxLength);
        }
    }

    /// <summary>Provides the buffers of one thread.</summary>
    private sealed class Workspace(FeatureSettings settings)
    {
        private readonly Dictionary<int, float> _sums = [];
        private int[] _order = new int[256];

        public TokenizedHeadline Headline { get; } = new();

        public FeatureBuffer Buffer { get; } = new(settings);

        /// <summary>Adds the n-grams in the form that ML.NET requires: each bucket once and in ascending order.</summary>
        public void AddSums(List<int> indices, List<float> values)
        {
            _sums.Clear();
            var numbers = Buffer.Rows.Indices;
            for (var i = 0; i < Buffer.Rows.Count; i++)
            {
                _sums[numbers[i]] = _sums.GetValueOrDefault(numbers[i]) + Buffer.Values[i];
            }

            if (_order.Length < _sums.Count)
            {
                _order = new int[2 * _sums.Count];
            }

            _sums.Keys.CopyTo(_order, 0);
            var buckets = _order.AsSpan(0, _sums.Count);
            buckets.Sort();
            foreach (var bucket in buckets)
            {
                indices.Add(bucket);
                values.Add(_sums[bucket]);
            }
        }
    }
}
