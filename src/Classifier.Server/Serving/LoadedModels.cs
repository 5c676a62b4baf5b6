using System.Collections.Concurrent;
using Classifier.Models;
using Classifier.Onnx;
using Classifier.Server.Canary;

namespace Classifier.Server.Serving;

/// <summary>Represents all loaded versions, and which of them answers which call. It is immutable.</summary>
internal sealed class LoadedModels
{
    /// <summary>The combinations that calls have asked for. The combinations without an encoder hold the memory; the others share
    /// it.</summary>
    private readonly ConcurrentDictionary<Combination, Lazy<ModelSnapshot>> _snapshots = new();

    /// <summary>Combines loaded versions.</summary>
    /// <param name="tasks">The tasks, sorted by name.</param>
    /// <param name="previous">The models that these replace, whose combinations are kept; null if there are none.</param>
    /// <param name="canary">The settings of the canary.</param>
    /// <param name="now">The current time.</param>
    public LoadedModels(
        IReadOnlyList<LoadedTask> tasks,
        LoadedModels? previous,
        CanaryOptions canary,
        DateTimeOffset now
    )
    {
        Tasks = tasks;
        foreach (var (combination, snapshot) in previous?._snapshots ?? [])
        {
            if (IsLoaded(combination))
            {
                _snapshots[combination] = snapshot;
            }
        }

        Stable = Combine(task => task.Active);
        foreach (var label in tasks.SelectMany(task => task.Labels.Keys).Distinct())
        {
            Combine(task => task.Find(label) ?? task.Active);
        }

        // The encoder is not tried: scoring its headlines twice would take as long as answering them.
        var tried = Combine(task =>
            task.Task == EncoderBundle.FolderName ? task.Active : task.Find(ActiveFile.CanaryLabel) ?? task.Active
        );
        Trial =
            canary.Percent == 0 || tried == Stable ? null
            : previous?.Trial is { } trial && trial.Stable == Stable && trial.Canary == tried ? trial
            : new CanaryTrial(Stable, tried, canary, now);
    }

    /// <summary>Gets the loaded versions of each task, sorted by name.</summary>
    public IReadOnlyList<LoadedTask> Tasks { get; }

    /// <summary>Gets the active version of each task, which answer calls that name none.</summary>
    public ModelSnapshot Stable { get; }

    /// <summary>Gets the trial of the versions with the label canary; null if there is none.</summary>
    public CanaryTrial? Trial { get; }

    /// <summary>Returns a task, or <see langword="null"/> if no version of it is loaded.</summary>
    public LoadedTask? Find(string task) => Tasks.FirstOrDefault(loaded => loaded.Task == task);

    /// <summary>Combines a version of each task. A combination that is new is warmed up.</summary>
    /// <param name="select">Selects the version of a task.</param>
    public ModelSnapshot Combine(Func<LoadedTask, LoadedVersion> select)
    {
        LoadedVersion? Select(string task) => Find(task) is { } loaded ? select(loaded) : null;
        return Combine(
            new Combination(
                Select(ModelBundle.TopicTask),
                Select(ModelBundle.ClickbaitTask),
                Select(EncoderBundle.FolderName)
            )
        );
    }

    /// <summary>Determines whether calls are answered in the same way.</summary>
    public bool IsSameAs(IReadOnlyList<LoadedTask> tasks) =>
        Tasks.Count == tasks.Count && Tasks.Zip(tasks).All(pair => pair.First.IsSameAs(pair.Second));

    /// <summary>Names the loaded versions, such as “topic/6 (stable), topic/5”.</summary>
    public override string ToString() =>
        string.Join(
            ", ",
            Tasks.SelectMany(
                task => task.Versions,
                (task, version) =>
                {
                    var labels = string.Join(", ", task.GetLabels(version));
                    return $"{task.Task}/{version.Version}{(labels.Length > 0 ? $" ({labels})" : "")}";
                }
            )
        );

    private ModelSnapshot Combine(Combination combination) =>
        _snapshots
            .GetOrAdd(
                combination,
                static (key, models) =>
                    new Lazy<ModelSnapshot>(() =>
                    {
                        if (key.Encoder is { } encoder)
                        {
                            return models.Combine(key with { Encoder = null }).With(encoder);
                        }

                        var snapshot = new ModelSnapshot(key.Topic, key.Clickbait);
                        snapshot.WarmUp();
                        return snapshot;
                    }),
                this
            )
            .Value;

    private bool IsLoaded(Combination combination) =>
        IsLoaded(ModelBundle.TopicTask, combination.Topic)
        && IsLoaded(ModelBundle.ClickbaitTask, combination.Clickbait)
        && (combination.Encoder is null || IsLoaded(EncoderBundle.FolderName, combination.Encoder));

    private bool IsLoaded(string task, LoadedVersion? version) =>
        Find(task) is { } loaded ? version is not null && loaded.Versions.Contains(version) : version is null;

    private sealed record Combination(LoadedVersion? Topic, LoadedVersion? Clickbait, LoadedVersion? Encoder);
}
