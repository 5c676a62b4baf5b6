using Classifier.V1;

namespace Classifier.Cli.Commands.Models;

/// <summary>Changes the selection of models: in a folder, or of a running server.</summary>
internal interface IModelOperations : IDisposable
{
    /// <summary>Activates a version.</summary>
    Task<ModelChange> ActivateAsync(string task, string version, bool force, CancellationToken cancellationToken);

    /// <summary>Activates the version that was active before.</summary>
    Task<ModelChange> RollBackAsync(string task, CancellationToken cancellationToken);

    /// <summary>Sets a label, or removes it if the version is empty.</summary>
    Task<ModelChange> LabelAsync(string task, string label, string version, CancellationToken cancellationToken);

    /// <summary>Activates the version with the label canary and removes the label.</summary>
    Task<ModelChange> PromoteAsync(string task, bool force, CancellationToken cancellationToken);
}
