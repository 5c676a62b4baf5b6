using System.Collections.Concurrent;

namespace Classifier.Onnx;

/// <summary>Runs the graph of the accurate model on threads that do nothing else.</summary>
/// <remarks>On processors with AMX, the quantized graph leaves its thread in a state in which .NET cannot handle a
/// <see cref="NullReferenceException"/>, wherever it is thrown later: the process ends with a segmentation fault (.NET 10 with ONNX
/// Runtime 1.31 on Linux).</remarks>
public sealed class InferenceThreads : TaskScheduler
{
    private static readonly Lazy<InferenceThreads> Shared = new(() => new InferenceThreads());

    [ThreadStatic]
    private static bool _isOwn;

    private readonly BlockingCollection<Task> _tasks = [];

    private InferenceThreads()
    {
        for (var number = 1; number <= Environment.ProcessorCount; number++)
        {
            new Thread(RunTasks) { Name = $"inference {number}", IsBackground = true }.Start();
        }
    }

    /// <summary>Makes the current thread run the graph by itself. It must do nothing else afterwards.</summary>
    public static void AddCurrent() => _isOwn = true;

    /// <summary>Runs the graph and waits for the result. What it throws is thrown to the caller.</summary>
    internal static T Run<T>(Func<T> run) =>
        _isOwn
            ? run()
            : Task
                .Factory.StartNew(run, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Shared.Value)
                .GetAwaiter()
                .GetResult();

    /// <inheritdoc/>
    protected override void QueueTask(Task task) => _tasks.Add(task);

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    private void RunTasks()
    {
        foreach (var task in _tasks.GetConsumingEnumerable())
        {
            TryExecuteTask(task);
        }
    }
}
