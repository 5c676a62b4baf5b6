using System.Reflection;
using Classifier.Server.Admission;
using Classifier.Server.Feedback;
using Classifier.Server.Grpc.Calls;
using Classifier.Server.Grpc.Wire;
using Classifier.Server.Serving;
using Classifier.Server.Telemetry;
using Classifier.V1;
using Google.Rpc;
using Grpc.Core;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Classifier.Server.Grpc;

/// <summary>Describes the models that are served and the server's limits.</summary>
[BindServiceMethod(typeof(ModelGrpcService), nameof(Bind))]
internal sealed class ModelGrpcService(
    ServedModels models,
    ServerLimits limits,
    FeedbackOptions feedback,
    DriftMonitor drift
) : ModelService.ModelServiceBase
{
    public static ServiceDescriptor Descriptor => ModelService.Descriptor;

    public static void Bind(ServiceBinderBase binder, ModelService.ModelServiceBase? service) =>
        ModelService.BindService(new Utf8RepairBinder(Descriptor, binder), service);

    public override Task<ListModelsResponse> ListModels(ListModelsRequest request, ServerCallContext context)
    {
        var response = new ListModelsResponse { LastRefusal = models.LastRefusal?.ToProto() };
        response.Models.Add(
            models.Current.Tasks.SelectMany(task => task.Versions.Select(version => Describe(task, version)))
        );
        return Task.FromResult(response);
    }

    public override Task<GetModelResponse> GetModel(GetModelRequest request, ServerCallContext context)
    {
        var current = models.Current;
        var task = current.Find(request.Name) ?? throw NotFound(current);
        var version = request.Version.Length == 0 ? task.Active : task.Find(request.Version);
        return Task.FromResult(
            new GetModelResponse
            {
                Model = Describe(task, version ?? throw ModelSelector.NotLoaded(current, "version")),
            }
        );
    }

    public override Task<GetServerInfoResponse> GetServerInfo(
        GetServerInfoRequest request,
        ServerCallContext context
    ) =>
        Task.FromResult(
            new GetServerInfoResponse
            {
                Version =
                    typeof(ModelGrpcService)
                        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
                        ?.InformationalVersion
                    ?? "",
                Limits = limits.ToProto(CallContext.Of(context.GetHttpContext()).Caller),
                FeedbackLimits = feedback.IsEnabled ? feedback.ToProto() : null,
            }
        );

    private Model Describe(LoadedTask task, LoadedVersion version)
    {
        var model = task.ToProto(version);
        if (drift.Measure(version).Index is { } index)
        {
            model.Drift = index;
        }

        return model;
    }

    private static RpcException NotFound(LoadedModels current)
    {
        var known = string.Join(", ", current.Tasks.Select(task => task.Task));
        return RpcErrors.Create(
            Code.NotFound,
            "MODEL_NOT_FOUND",
            $"There is no model with this name. The names are: {known}.",
            new Dictionary<string, string> { ["field"] = "name", ["known"] = known }
        );
    }
}
