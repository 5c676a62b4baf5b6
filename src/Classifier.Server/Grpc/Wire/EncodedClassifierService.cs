using Classifier.V1;
using Grpc.Core;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Classifier.Server.Grpc.Wire;

/// <summary>Declares the methods of ClassifierService like the generated base class, but with requests that are parsed in place
/// and responses that are written without intermediate messages.</summary>
[BindServiceMethod(typeof(EncodedClassifierService), nameof(Bind))]
internal abstract class EncodedClassifierService
{
    /// <summary>Gets the descriptor of the service. gRPC reflection finds it by name.</summary>
    public static ServiceDescriptor Descriptor => ClassifierService.Descriptor;

    /// <summary>Binds the methods. gRPC finds their implementations by name.</summary>
    public static void Bind(ServiceBinderBase binder, EncodedClassifierService? service) =>
        ClassifierService.BindService(new Utf8RepairBinder(Descriptor, new EncodedServiceBinder(binder)), null);

    /// <summary>Classifies one headline.</summary>
    public abstract Task<EncodedResponse> Classify(ClassifyRequest request, ServerCallContext context);

    /// <summary>Classifies a batch of headlines.</summary>
    public abstract Task ClassifyBatch(
        ItemsRequest request,
        IServerStreamWriter<EncodedResponse> responseStream,
        ServerCallContext context
    );

    /// <summary>Classifies a stream of chunks of headlines.</summary>
    public abstract Task ClassifyStream(
        IAsyncStreamReader<ItemsRequest> requestStream,
        IServerStreamWriter<EncodedResponse> responseStream,
        ServerCallContext context
    );

    /// <summary>Reads a page and classifies its headlines.</summary>
    public abstract Task<ClassifyPageResponse> ClassifyPage(ClassifyPageRequest request, ServerCallContext context);

    /// <summary>Compares headlines for one story.</summary>
    public abstract Task<CompareHeadlinesResponse> CompareHeadlines(
        CompareHeadlinesRequest request,
        ServerCallContext context
    );
}
