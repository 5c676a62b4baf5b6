using Classifier.Lifecycle;
using Classifier.Models;
using Classifier.Onnx;
using Classifier.Server.Grpc;
using Classifier.Server.Grpc.Wire;
using Classifier.Server.Serving;
using Classifier.V1;
using Google.Rpc;
using Grpc.Core;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Classifier.Server.Admin;

/// <summary>Lets an operator change the models of the running server.</summary>
[BindServiceMethod(typeof(ModelAdminGrpcService), nameof(Bind))]
internal sealed class ModelAdminGrpcService(ServedModels models, ModelAdmin admin)
    : ModelAdminService.ModelAdminServiceBase
{
    public static ServiceDescriptor Descriptor => ModelAdminService.Descriptor;

    public static void Bind(ServiceBinderBase binder, ModelAdminService.ModelAdminServiceBase? service) =>
        ModelAdminService.BindService(new Utf8RepairBinder(Descriptor, binder), service);

    public override async Task<ReloadResponse> Reload(ReloadRequest request, ServerCallContext context)
    {
        var refusal = await admin.ReloadAsync(context.CancellationToken);
        var response = new ReloadResponse { Refusal = refusal?.ToProto() };
        response.Models.Add(models.Current.Tasks.SelectMany(task => task.ToProto()));
        return response;
    }

    public override Task<ListOnDiskResponse> ListOnDisk(ListOnDiskRequest request, ServerCallContext context)
    {
        try
        {
            var response = new ListOnDiskResponse();
            response.Versions.Add(admin.ListOnDisk().Select(model => model.ToProto()));
            return Task.FromResult(response);
        }
        catch (ModelException e)
        {
            throw Refused(e);
        }
    }

    public override async Task<ActivateResponse> Activate(ActivateRequest request, ServerCallContext context) =>
        new()
        {
            Change = await ChangeAsync(
                request.Task,
                root =>
                    (
                        request.Version,
                        ModelActivation.Activate(root, ModelKinds.Get(request.Task), request.Version, request.Force)
                    ),
                context
            ),
        };

    public override async Task<RollbackResponse> Rollback(RollbackRequest request, ServerCallContext context) =>
        new()
        {
            Change = await ChangeAsync(
                request.Task,
                root =>
                {
                    var previous = Path.GetFileName(ModelStore.FindModel(root, request.Task));
                    return (ModelActivation.RollBack(root, ModelKinds.Get(request.Task)), new Activation(previous, []));
                },
                context
            ),
        };

    public override async Task<LabelResponse> Label(LabelRequest request, ServerCallContext context) =>
        new()
        {
            Change = await ChangeAsync(
                request.Task,
                root =>
                    (ModelActivation.Label(root, ModelKinds.Get(request.Task), request.Label, request.Version), null),
                context
            ),
        };

    public override async Task<PromoteResponse> Promote(PromoteRequest request, ServerCallContext context) =>
        new()
        {
            Change = await ChangeAsync(
                request.Task,
                root =>
                    ModelActivation.Promote(root, ModelKinds.Get(request.Task), ActiveFile.CanaryLabel, request.Force),
                context
            ),
        };

    public override Task<CanaryStatusResponse> CanaryStatus(CanaryStatusRequest request, ServerCallContext context) =>
        Task.FromResult(new CanaryStatusResponse { Trial = models.Current.Trial?.ToProto() });

    private async Task<ModelChange> ChangeAsync(
        string task,
        Func<string, (string Version, Activation? Activation)> change,
        ServerCallContext context
    )
    {
        if (!ModelKinds.Tasks.Contains(task))
        {
            throw RpcErrors
                .InvalidArgument(
                    "TASK_UNKNOWN",
                    "task",
                    task.Length,
                    null,
                    $"is not one of {string.Join(", ", ModelKinds.Tasks)}"
                )
                .ToRpcException();
        }

        try
        {
            var (result, refusal) = await admin.ChangeAsync(change, context.CancellationToken);
            var proto = new ModelChange
            {
                Version = result.Version,
                Previous = result.Activation?.Previous ?? "",
                Refusal = refusal?.ToProto(),
            };
            proto.Comparisons.Add((result.Activation?.Comparisons ?? []).Select(comparison => comparison.ToProto()));
            return proto;
        }
        catch (Exception e) when (e is ModelException or IOException or UnauthorizedAccessException)
        {
            throw Refused(e);
        }
    }

    private static RpcException Refused(Exception e) =>
        RpcErrors.Create(Code.FailedPrecondition, "MODEL_REFUSED", e.Message);
}
