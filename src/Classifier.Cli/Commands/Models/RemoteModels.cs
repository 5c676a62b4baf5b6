using Classifier.Cli.CommandLine;
using Classifier.V1;

namespace Classifier.Cli.Commands.Models;

/// <summary>Changes the selection of models of a running server, which loads it before a call returns.</summary>
/// <param name="address">The address of ModelAdminService.</param>
internal sealed class RemoteModels(Uri address) : IModelOperations
{
    private readonly ServerConnection _connection = new(address);

    private ModelAdminService.ModelAdminServiceClient Client => new(_connection.Channel);

    /// <inheritdoc/>
    public async Task<ModelChange> ActivateAsync(
        string task,
        string version,
        bool force,
        CancellationToken cancellationToken
    )
    {
        var request = new ActivateRequest
        {
            Task = task,
            Version = version,
            Force = force,
        };
        return (await _connection.CallAsync(call => Client.ActivateAsync(request, call), cancellationToken)).Change;
    }

    /// <inheritdoc/>
    public async Task<ModelChange> RollBackAsync(string task, CancellationToken cancellationToken)
    {
        var request = new RollbackRequest { Task = task };
        return (await _connection.CallAsync(call => Client.RollbackAsync(request, call), cancellationToken)).Change;
    }

    /// <inheritdoc/>
    public async Task<ModelChange> LabelAsync(
        string task,
        string label,
        string version,
        CancellationToken cancellationToken
    )
    {
        var request = new LabelRequest
        {
            Task = task,
            Label = label,
            Version = version,
        };
        return (await _connection.CallAsync(call => Client.LabelAsync(request, call), cancellationToken)).Change;
    }

    /// <inheritdoc/>
    public async Task<ModelChange> PromoteAsync(string task, bool force, CancellationToken cancellationToken)
    {
        var request = new PromoteRequest { Task = task, Force = force };
        return (await _connection.CallAsync(call => Client.PromoteAsync(request, call), cancellationToken)).Change;
    }

    /// <summary>Lists the versions on the server's disk.</summary>
    public async Task<IReadOnlyList<StoredVersion>> ListAsync(CancellationToken cancellationToken) =>
        (
            await _connection.CallAsync(
                call => Client.ListOnDiskAsync(new ListOnDiskRequest(), call),
                cancellationToken
            )
        ).Versions;

    /// <summary>Returns the trial of the canary; null if none is tried.</summary>
    public async Task<CanaryTrial?> GetCanaryAsync(CancellationToken cancellationToken) =>
        (
            await _connection.CallAsync(
                call => Client.CanaryStatusAsync(new CanaryStatusRequest(), call),
                cancellationToken
            )
        ).Trial;

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();
}
