using System.Collections;
using System.Collections.Concurrent;
using Classifier.Models;
using Microsoft.ML;

namespace Classifier.Training.Recipes.Fitting;

/// <summary>Represents a training example.</summary>
/// <param name="Headline">The index of the headline in the <see cref="FeaturizedHeadlines"/>.</param>
/// <param name="Casing">The index of the casing.</param>
/// <param name="Target">The target probability, from 0 to 1: the share of one topic, or for clickbait 1 for bait and 0 for
/// news.</param>
/// <param name="Weight">The weight of the example.</param>
internal readonly record struct TrainingExample(int Headline, byte Casing, float Target, float Weight);

/// <summary>Provides examples as rows for ML.NET trainers. Creates rows on demand, so that the features of a headline are stored
/// once, and counts them for progress reports.</summary>
internal sealed class TrainingRows : IList<ModelRow>
{
    private readonly FeaturizedHeadlines _features;
    private readonly IReadOnlyList<TrainingExample> _examples;
    private readonly RowCounter _counter;
    private readonly ConcurrentDictionary<int, RowCursor> _cursors = new();

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

    /// <summary>Gets the row of an example, which is valid until the same thread gets another.</summary>
    public ModelRow this[int index]
    {
        get =>
            _cursors
                .GetOrAdd(
                    Environment.CurrentManagedThreadId,
                    static (_, features) => new RowCursor(features),
                    _features
                )
                .Read(this, index);
        set => throw ReadOnly();
    }

    /// <summary>Creates a view of examples.</summary>
    /// <param name="context">The ML.NET context.</param>
    /// <param name="features">The features of their headlines.</param>
    /// <param name="examples">The examples.</param>
    /// <param name="counter">Counts the rows that trainers read.</param>
    public static IDataView CreateView(
        MLContext context,
        FeaturizedHeadlines features,
        IReadOnlyList<TrainingExample> examples,
        RowCounter counter
    ) =>
        context.Data.LoadFromEnumerable(
            new TrainingRows(features, examples, counter),
            ModelRow.Schema(features.Featurizer.Length, features.Featurizer.CueCount)
        );

    /// <summary>Fits a trainer to a view. Trainers may wrap the exception that their rows throw on cancellation; this method
    /// always throws <see cref="OperationCanceledException"/>.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="view">A view created by <see cref="CreateView"/>, with or without transforms.</param>
    /// <param name="progress">The progress that the rows of the view report to.</param>
    /// <exception cref="OperationCanceledException">Cancellation was requested.</exception>
    public static T Fit<T>(IEstimator<T> trainer, IDataView view, IProgress<string> progress)
        where T : class, ITransformer
    {
        try
        {
            return trainer.Fit(view);
        }
        catch (Exception e)
            when (e is not OperationCanceledException && progress is TrainingProgress { IsCanceled: true })
        {
            throw new OperationCanceledException("The training was canceled.", e);
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

    private static NotSupportedException ReadOnly() => new("Training rows are read-only.");

    /// <summary>Caches the row that a thread read last, because ML.NET reads it once for each column.</summary>
    private sealed class RowCursor(FeaturizedHeadlines features)
    {
        private const int ReportInterval = 4_096;

        private readonly ModelRow _row = new();
        private readonly int[] _indices = new int[features.MaxRowLength];
        private readonly float[] _values = new float[features.MaxRowLength];
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
            if (++_read % ReportInterval == 0)
            {
                rows._counter.Add(ReportInterval);
            }

            return _row;
        }
    }
}
