namespace Classifier.Transformers;

/// <summary>Runs loops on a number of threads. The iterations must be independent, so that results do not depend on the number
/// of threads.</summary>
/// <param name="threads">The maximum number of threads.</param>
public sealed class Compute(int threads)
{
    private readonly ParallelOptions _options = new() { MaxDegreeOfParallelism = threads };

    /// <summary>Runs the body for each index from 0 to <paramref name="count"/> − 1.</summary>
    internal void For(int count, Action<int> body)
    {
        if (threads == 1 || count == 1)
        {
            for (var i = 0; i < count; i++)
            {
                body(i);
            }
        }
        else
        {
            Parallel.For(0, count, _options, body);
        }
    }

    /// <summary>Runs the body for consecutive ranges of at most <paramref name="size"/> indices.</summary>
    internal void ForRanges(int count, int size, Action<int, int> body) =>
        For((count + size - 1) / size, range => body(range * size, Math.Min(count, (range + 1) * size)));
}
