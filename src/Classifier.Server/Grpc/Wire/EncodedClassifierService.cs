using Classifier.V1;
using Grpc.Core;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Classifier.Server.Grpc.Wire;

/// <summary>The calls of ClassifierService, as generated code would declare them, but with requests that are read where they lie
/// and replies that are written without making messages of them.</summary>
[BindServiceMethod(typeof(EncodedClassifierService), nameof(Bind))]
internal abstract class EncodedClassifierService
{
    /// <summary>The service's description; reflection looks for it here.</summary>
    public static ServiceDescriptor Descriptor => ClassifierService.Descriptor;

    /// <summary>Binds the calls; those that implement them are found by name.</summary>
    public static void Bind(ServiceBinderBase binder, EncodedClassifierService? service) =>
        ClassifierService.BindService(new MendingBinder(new EncodedBinder(binder)), null);

    /// <summary>Classifies one headline.</summary>
    public abstract Task<EncodedMessage> Classify(ClassifyRequest request, ServerCallContext context);

    /// <summary>Classifies many headlines.</summary>
    public abstract Task<EncodedMessage> ClassifyBatch(ItemsRequest request, ServerCallContext context);

    /// <summary>Classifies a stream of chunks.</summary>
    public abstract Task ClassifyStream(
        IAsyncStreamReader<ItemsRequest> requestStream,
        IServerStreamWriter<EncodedMessage> responseStream,
        ServerCallContext context
    );

    /// <summary>Reads a page and classifies its headlines.</summary>
    public abstract Task<ClassifyPageResponse> ClassifyPage(ClassifyPageRequest request, ServerCallContext context);
}
