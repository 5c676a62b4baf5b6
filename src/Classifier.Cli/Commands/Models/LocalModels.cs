using Classifier.Lifecycle;
using Classifier.Models;
using Classifier.Onnx;
using Classifier.V1;

namespace Classifier.Cli.Commands.Models;

/// <summary>Changes the selection in a folder of models. Running servers notice it.</summary>
/// <param name="root">The root folder of the models.</param>
internal sealed class LocalModels(string root) : IModelOperations
{
    /// <inheritdoc/>
    public Task<ModelChange> ActivateAsync(
        string task,
        string version,
        bool force,
        CancellationToken cancellationToken
    ) => Task.FromResult(Create(version, ModelActivation.Activate(root, ModelKinds.Get(task), version, force)));

    /// <inheritdoc/>
    public Task<ModelChange> RollBackAsync(string task, CancellationToken cancellationToken) =>
        Task.FromResult(Create(ModelActivation.RollBack(root, ModelKinds.Get(task)), null));

    /// <inheritdoc/>
    public Task<ModelChange> LabelAsync(
        string task,
        string label,
        string version,
        CancellationToken cancellationToken
    ) => Task.FromResult(Create(ModelActivation.Label(root, ModelKinds.Get(task), label, version), null));

    /// <inheritdoc/>
    public Task<ModelChange> PromoteAsync(string task, bool force, CancellationToken cancellationToken)
    {
        var (version, activation) = ModelActivation.Promote(root, ModelKinds.Get(task), ActiveFile.CanaryLabel, force);
        return Task.FromResult(Create(version, activation));
    }

    /// <inheritdoc/>
    public void Dispose() { }

    private static ModelChange Create(string version, Activation? activation)
    {
        var change = new ModelChange { Version = version, Previous = activation?.Previous ?? "" };
        change.Comparisons.Add(
            (activation?.Comparisons ?? []).Select(comparison => new Comparison
            {
                OldVersion = comparison.Old.Version,
                Passed = comparison.Passed,
                Summary = comparison.Summary,
            })
        );
        return change;
    }
}
