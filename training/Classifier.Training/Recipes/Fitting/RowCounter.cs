namespace Classifier.Training.Recipes.Fitting;

/// <summary>Counts the rows that are featurized, or that trainers read, of one view or of several side by side, so that their user
/// sees how far they are.</summary>
/// <param name="progress">Is told how far they are, where it is a <see cref="TrainingProgress"/>.</param>
/// <param name="total">How many rows there are at most, all passes together.</param>
public sealed class RowCounter(IProgress<string> progress, long total)
{
    private readonly TrainingProgress? _progress = progress as TrainingProgress;
    private long _done;

    /// <summary>Counts rows; callable from any thread.</summary>
    /// <exception cref="OperationCanceledException">The work is to stop.</exception>
    public void Add(int rows) => _progress?.Rows(Interlocked.Add(ref _done, rows), total);
}
