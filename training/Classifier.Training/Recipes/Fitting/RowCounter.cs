namespace Classifier.Training.Recipes.Fitting;

/// <summary>Counts featurized rows, or rows read by one or more trainers, and reports the progress.</summary>
/// <param name="progress">Receives the progress if it is a <see cref="TrainingProgress"/>.</param>
/// <param name="total">The maximum number of rows in all passes.</param>
internal sealed class RowCounter(IProgress<string> progress, long total)
{
    private readonly TrainingProgress? _progress = progress as TrainingProgress;
    private long _done;

    /// <summary>Adds to the count. This method is thread-safe.</summary>
    /// <exception cref="OperationCanceledException">Cancellation was requested.</exception>
    public void Add(int rows) => _progress?.ReportRows(Interlocked.Add(ref _done, rows), total);
}
