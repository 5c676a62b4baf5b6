using Classifier.Features;
using Classifier.Models;
using Classifier.Text;
using Microsoft.ML.Data;

namespace Classifier.Training.Recipes.Fitting;

/// <summary>
/// The features of many headlines in little memory: some 1.5 kB a headline, however many casings it is shown in, because
/// n-grams and vectors do not see case and are kept once. Made on all cores, the same on any number.
/// </summary>
public sealed class FeaturizedHeadlines
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

    /// <summary>How many headlines there are.</summary>
    public int Count { get; }

    /// <summary>The featurizer.</summary>
    internal Featurizer Featurizer => _featurizer;

    /// <summary>Featurizes headlines.</summary>
    /// <param name="headlines">The headlines.</param>
    /// <param name="featurizer">The featurizer that serves.</param>
    /// <param name="casings">How each is cased, for the cues, which see case; the first is the headline as printed.</param>
    /// <param name="progress">Is told how far it is.</param>
    public static FeaturizedHeadlines Of(
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
                    blocks[number] = Block.Of(headlines, first, count, featurizer, casings, workspace);
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

    /// <summary>The most features that a row of these headlines has.</summary>
    internal int Longest =>
        (_blocks.Length == 0 ? 0 : _blocks.Max(block => block.Longest)) + _featurizer.Settings.VectorSize + _cues;

    /// <summary>Fills a row with the features of a headline.</summary>
    /// <param name="headline">The headline's number.</param>
    /// <param name="casing">The casing's number.</param>
    /// <param name="row">Takes the features, which are valid until the arrays are filled again.</param>
    /// <param name="indices">As long as <see cref="Longest"/>.</param>
    /// <param name="values">As long as <see cref="Longest"/>.</param>
    /// <param name="cues">As long as there are cues.</param>
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

    /// <summary>The features of some headlines in a row.</summary>
    private sealed record Block(int[] Starts, int[] Indices, float[] Values, float[] Vectors, float[] Cues, int Longest)
    {
        public static Block Of(
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
            var longest = 0;
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
                longest = Math.Max(longest, starts[i + 1] - starts[i]);
            }

            return new Block(starts, [.. indices], [.. values], vectors, cues, longest);
        }
    }

    /// <summary>The memory of one thread.</summary>
    private sealed class Workspace(FeatureSettings settings)
    {
        private readonly Dictionary<int, float> _sums = [];
        private int[] _order = new int[256];

        public TokenizedHeadline Headline { get; } = new();

        public FeatureBuffer Buffer { get; } = new(settings);

        /// <summary>Adds the n-grams, each bucket once and in order, as ML.NET wants them.</summary>
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
