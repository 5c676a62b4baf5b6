namespace Classifier.Benchmarks.Work;

/// <summary>Represents an engine that runs for one measurement.</summary>
internal interface IWorkEngine : IAsyncDisposable
{
    /// <summary>Gets the name of the engine.</summary>
    string Name { get; }

    /// <summary>Gets the input of workers.</summary>
    string Input { get; }

    /// <summary>Gets the settings of workers that the engine needs.</summary>
    string[] Settings { get; }

    /// <summary>Gets the settings of workers with which the engine divides the work as soon as a worker joins or leaves.</summary>
    string[] JoinSettings { get; }

    /// <summary>Gets a value indicating whether all results of a worker are in one sequence.</summary>
    bool IsOrdered { get; }

    /// <summary>Adds a message to the input.</summary>
    Task AddAsync(string id, byte[] body);

    /// <summary>Waits until all messages are added.</summary>
    Task FlushAsync();

    /// <summary>Reads what workers have written since the last time.</summary>
    /// <param name="isDead">Whether to read dead letters instead of results.</param>
    Task<IReadOnlyList<(string Key, byte[] Value, string Reason)>> ReadAsync(bool isDead);

    /// <summary>Interrupts the engine: kills a server and starts it again, or makes a broker unreachable for a moment.</summary>
    Task InterruptAsync();

    /// <summary>Makes writing results wait for a time. Workers can read.</summary>
    Task BlockOutputAsync(TimeSpan time);
}
