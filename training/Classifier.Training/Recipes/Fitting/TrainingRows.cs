using System.Collections;
using System.Collections.Concurrent;
using Classifier.Models;
using Microsoft.ML;

namespace Classifier.Training.Recipes.Fitting;

/// <summary>A headline as an example to learn from.</summary>
/// <param name="Headline">Its number among the <see cref="FeaturizedHeadlines"/>.</param>
/// <param name="Casing">The number of its casing.</param>
/// <param name="Target">How probable its label is, 0 to 1: for a model of topics one topic's share, for one of clickbait 1 for bait
/// and 0 for news.</param>
/// <param name="Weight">How much it counts.</param>
public readonly record struct TrainingExample(int Headline, byte Casing, float Target, float Weight);

/// <summary>Examples as the rows that ML.NET's trainers go through, again and again: made when they are asked for, so that the
/// features of a headline are kept once, and counted, so that its user sees how far the trainer is.</summary>
public sealed class TrainingRows : IList<ModelRow>
{
    private readonly FeaturizedHeadlines _features;
    private readonly IReadOnlyList<TrainingExample> _examples;
    private readonly RowCounter _counter;
    private readonly ConcurrentDictionary<int, Current> _currents = new();

    private TrainingRows(FeaturizedHeadlines features, IReadOnlyList<TrainingExample> examples, RowCounter counter)
    {
        _features = features;
        _examples = examples;
        _counter = counter;
    }

    /// <inheritdoc/>
    public int Count => _examples.Count;

    /// <inheritdoc/>
    public bool IsReadOnly => true;

    /// <summary>The row of an example, valid until the thread asks for another.</summary>
    public ModelRow this[int index]
    {
        get =>
            _currents
                .GetOrAdd(Environment.CurrentManagedThreadId, static (_, features) => new Current(features), _features)
                .Read(this, index);
        set => throw ReadOnly();
    }

    /// <summary>A view of examples.</summary>
    /// <param name="context">Where the view lives.</param>
    /// <param name="features">The features of their headlines.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="counter">Counts how often a trainer reads one.</param>
    public static IDataView View(
        MLContext context,
        FeaturizedHeadlines features,
        IReadOnlyList<TrainingExample> examples,
        RowCounter counter
    ) =>
        context.Data.LoadFromEnumerable(
            new TrainingRows(features, examples, counter),
            ModelRow.Schema(features.Featurizer.Length, features.Featurizer.CueCount)
        );

    /// <summary>Fits a trainer to a view. Whatever the trainer makes of it when its rows tell it to stop, a stop comes out.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="view">A <see cref="View"/>, perhaps transformed.</param>
    /// <param name="progress">What its rows report to.</param>
    /// <exception cref="OperationCanceledException">The work is to stop.</exception>
    public static T Fit<T>(IEstimator<T> trainer, IDataView view, IProgress<string> progress)
        where T : class, ITransformer
    {
        try
        {
            return trainer.Fit(view);
        }
        catch (Exception e)
            when (e is not OperationCanceledException && progress is TrainingProgress { HasStopped: true })
        {
            throw new OperationCanceledException("The training was stopped.", e);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<ModelRow> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public int IndexOf(ModelRow item) => -1;

    /// <inheritdoc/>
    public bool Contains(ModelRow item) => false;

    /// <inheritdoc/>
    public void CopyTo(ModelRow[] array, int arrayIndex) => throw ReadOnly();

    /// <inheritdoc/>
    public void Add(ModelRow item) => throw ReadOnly();

    /// <inheritdoc/>
    public void Insert(int index, ModelRow item) => throw ReadOnly();

    /// <inheritdoc/>
    public void Clear() => throw ReadOnly();

    /// <inheritdoc/>
    public bool Remove(ModelRow item) => throw ReadOnly();

    /// <inheritdoc/>
    public void RemoveAt(int index) => throw ReadOnly();

    private static NotSupportedException ReadOnly() => new("Rows to learn from are read, in order, by one trainer.");

    /// <summary>The row that a thread read last: ML.NET asks for it once for each of its columns.</summary>
    private sealed class Current(FeaturizedHeadlines features)
    {
        private const int Often = 4_096;

        private readonly ModelRow _row = new();
        private readonly int[] _indices = new int[features.Longest];
        private readonly float[] _values = new float[features.Longest];
        private readonly float[] _cues = new float[Math.Max(1, features.Featurizer.CueCount)];
        private int _index = -1;
        private int _read;

        public ModelRow Read(TrainingRows rows, int index)
        {
            if (index == _index)
            {
                return _row;
            }

            var example = rows._examples[index];
            features.Read(example.Headline, example.Casing, _row, _indices, _values, _cues);
            (_row.Target, _row.IsBait, _row.Weight) = (example.Target, example.Target > 0.5f, example.Weight);
            _index = index;
            if (++_read % Often == 0)
            {
                rows._counter.Add(Often);
            }

            return _row;
        }
    }
}
