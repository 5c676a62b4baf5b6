using Classifier.Lifecycle;

namespace Classifier.Onnx;

/// <summary>Provides the kinds of models.</summary>
public static class ModelKinds
{
    /// <summary>Gets all kinds: the fast models of each task, and encoders.</summary>
    public static IReadOnlyList<ModelKind> All { get; } = [.. ModelKind.Fast, EncoderBundle.Kind];

    /// <summary>Gets the tasks of all kinds, which are the names of the folders of their versions.</summary>
    public static IReadOnlyList<string> Tasks { get; } = [.. All.Select(kind => kind.Task)];

    /// <summary>Returns the kind of a task.</summary>
    /// <param name="task">One of the <see cref="Tasks"/>.</param>
    public static ModelKind Get(string task) => All.Single(kind => kind.Task == task);
}
