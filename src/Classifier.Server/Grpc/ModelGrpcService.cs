using System.Reflection;
using Classifier.Server.Admission;
using Classifier.Server.Grpc.Wire;
using Classifier.Server.Serving;
using Classifier.V1;
using Google.Rpc;
using Grpc.Core;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Classifier.Server.Grpc;

/// <summary>Describes the models that are served and the server's limits.</summary>
[BindServiceMethod(typeof(ModelGrpcService), nameof(Bind))]
internal sealed class ModelGrpcService(ServedModels models, ServerLimits limits) : ModelService.ModelServiceBase
{
    public static ServiceDescriptor Descriptor => ModelService.Descriptor;

    public static void Bind(ServiceBinderBase binder, ModelService.ModelServiceBase? service) =>
        ModelService.BindService(new Utf8RepairBinder(binder), service);

    public override Task<ListModelsResponse> ListModels(ListModelsRequest request, ServerCallContext context)
    {
        var current = models.Current;
        var response = new ListModelsResponse
        {
            Models = { Describe(current) },
            LastRefusal = models.LastRefusal?.ToProto(),
        };
        return Task.FromResult(response);
    }

    public override Task<GetModelResponse> GetModel(GetModelRequest request, ServerCallContext context)
    {
        var current = models.Current;
        var model = Describe(current).FirstOrDefault(model => model.Name == request.Name) ?? throw NotFound(current);
        return Task.FromResult(new GetModelResponse { Model = model });
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
                Limits = limits.ToProto(),
            }
        );

    /// <summary>Describes the models, sorted by name.</summary>
    private static IEnumerable<Model> Describe(ModelSnapshot current) =>
        current
            .Models.Select(model => model.ToProto(current.LoadedAt))
            .Concat(current.Accurate is { } accurate ? [accurate.Manifest.ToProto(current.LoadedAt)] : [])
            .OrderBy(model => model.Name, StringComparer.Ordinal);

    private static RpcException NotFound(ModelSnapshot current)
    {
        var known = string.Join(", ", Describe(current).Select(model => model.Name));
        return RpcErrors.Create(
            Code.NotFound,
            "MODEL_NOT_FOUND",
            $"There is no model with this name. The names are: {known}.",
            new Dictionary<string, string> { ["field"] = "name", ["known"] = known }
        );
    }
}
