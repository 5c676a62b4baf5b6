using System.Reflection;
using Classifier.Server.Admission;
using Classifier.Server.Grpc.Wire;
using Classifier.Server.Serving;
using Classifier.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Classifier.Server.Grpc;

/// <summary>Tells what the server serves.</summary>
[BindServiceMethod(typeof(ModelGrpcService), nameof(Bind))]
internal sealed class ModelGrpcService(LoadedModels loaded, ServerLimits limits) : ModelService.ModelServiceBase
{
    public static ServiceDescriptor Descriptor => ModelService.Descriptor;

    public static void Bind(ServiceBinderBase binder, ModelService.ModelServiceBase? service) =>
        ModelService.BindService(new MendingBinder(binder), service);

    public override Task<ListModelsResponse> ListModels(ListModelsRequest request, ServerCallContext context) =>
        Task.FromResult(
            new ListModelsResponse { Models = { loaded.Models.Select(model => model.ToProto(loaded.LoadedAt)) } }
        );

    public override Task<GetModelResponse> GetModel(GetModelRequest request, ServerCallContext context)
    {
        var model = loaded.Models.FirstOrDefault(model => model.Manifest.Task == request.Name) ?? throw NotFound();
        return Task.FromResult(new GetModelResponse { Model = model.ToProto(loaded.LoadedAt) });
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
                Limits = new Limits
                {
                    MaxHeadlineCharacters = limits.MaxHeadlineCharacters,
                    MaxBatchItems = limits.MaxBatchItems,
                    MaxPageBytes = limits.MaxPageBytes,
                    MaxMessageBytes = limits.MaxMessageBytes,
                },
            }
        );

    private RpcException NotFound()
    {
        var known = string.Join(", ", loaded.Models.Select(model => model.Manifest.Task));
        return RequestValidation.Failure(
            new Google.Rpc.Status
            {
                Code = (int)Code.NotFound,
                Message = $"There is no model of that name; there are: {known}.",
                Details =
                {
                    Any.Pack(
                        new ErrorInfo
                        {
                            Domain = RequestValidation.Domain,
                            Reason = "MODEL_NOT_FOUND",
                            Metadata = { ["field"] = "name", ["known"] = known },
                        }
                    ),
                },
            }
        );
    }
}
