using Classifier.Pages;
using Classifier.Scoring;
using Classifier.V1;
using Google.Protobuf.Collections;
using Grpc.Core;
using ClassifyOptions = Classifier.Scoring.ClassifyOptions;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Classifier.Server.Services;

/// <summary>Classifies headlines, batches, streams and pages.</summary>
[BindServiceMethod(typeof(ClassifierGrpcService), nameof(Bind))]
internal sealed class ClassifierGrpcService(HeadlineClassifier classifier, RequestValidation validation)
    : ClassifierService.ClassifierServiceBase
{
    /// <summary>After this many headlines a batch lets other calls have the thread, and looks whether it is still wanted.</summary>
    private const int ItemsBetweenYields = 128;

    public static ServiceDescriptor Descriptor => ClassifierService.Descriptor;

    public static void Bind(ServiceBinderBase binder, ClassifierService.ClassifierServiceBase? service) =>
        ClassifierService.BindService(new MendingBinder(binder), service);

    public override Task<ClassifyResponse> Classify(ClassifyRequest request, ServerCallContext context)
    {
        var options = validation.Options(request.Options);
        if (validation.Headline(request.Headline, "headline") is { } defect)
            throw RequestValidation.Failure(defect);
        return Task.FromResult(new ClassifyResponse { Classification = classifier.Classify(request.Headline, options).ToProto() });
    }

    public override async Task<ClassifyBatchResponse> ClassifyBatch(ClassifyBatchRequest request, ServerCallContext context)
    {
        var options = validation.Options(request.Options);
        var response = new ClassifyBatchResponse();
        await ClassifyItems(request.Items, options, response.Results, context.CancellationToken);
        return response;
    }

    public override async Task ClassifyStream(IAsyncStreamReader<ClassifyStreamRequest> requestStream,
        IServerStreamWriter<ClassifyStreamResponse> responseStream, ServerCallContext context)
    {
        var options = ClassifyOptions.Default;
        await foreach (var chunk in requestStream.ReadAllAsync(context.CancellationToken))
        {
            if (chunk.Options is not null)
                options = validation.Options(chunk.Options);
            var response = new ClassifyStreamResponse();
            await ClassifyItems(chunk.Items, options, response.Results, context.CancellationToken);
            await responseStream.WriteAsync(response, context.CancellationToken);
        }
    }

    public override async Task<ClassifyPageResponse> ClassifyPage(ClassifyPageRequest request, ServerCallContext context)
    {
        var options = validation.Options(request.Options);
        var (format, charset, url) = validation.Page(request);
        var page = PageReader.Read(request.Content.Memory, format, charset, url);
        var response = new ClassifyPageResponse { Headline = page.Headline ?? "" };
        if (page.Headline is { } headline && validation.Headline(headline, "headline") is null)
            response.Classification = classifier.Classify(headline, options).ToProto();
        var items = 0;
        foreach (var module in page.Modules)
        {
            var proto = new V1.PageModule { Position = response.Modules.Count + 1, Title = module.Title ?? "", Kind = module.Kind.ToProto() };
            foreach (var item in module.Items)
            {
                await YieldAsync(items++, context.CancellationToken);
                proto.Items.Add(Classify(item, proto.Items.Count + 1, $"modules[{response.Modules.Count}].items[{proto.Items.Count}].text", options));
            }

            response.Modules.Add(proto);
        }

        return response;
    }

    private async Task ClassifyItems(RepeatedField<ClassifyItem> items, ClassifyOptions options,
        RepeatedField<ClassifyResult> results, CancellationToken cancellation)
    {
        validation.Items(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            await YieldAsync(i, cancellation);
            var result = new ClassifyResult { Id = items[i].Id };
            if (validation.Headline(items[i].Headline, $"items[{i}].headline") is { } defect)
                result.Error = defect;
            else
                result.Classification = classifier.Classify(items[i].Headline, options).ToProto();
            results.Add(result);
        }
    }

    private static async ValueTask YieldAsync(int items, CancellationToken cancellation)
    {
        if (items % ItemsBetweenYields != 0)
            return;
        cancellation.ThrowIfCancellationRequested();
        await Task.Yield();
    }

    private V1.PageItem Classify(Pages.PageItem item, int position, string field, ClassifyOptions options)
    {
        var proto = new V1.PageItem
        {
            Position = position,
            Text = item.Text,
            Href = item.Href ?? "",
            Date = item.Date ?? "",
            Section = item.Section ?? "",
        };
        if (validation.Headline(item.Text, field) is { } defect)
            proto.Error = defect;
        else
            proto.Classification = classifier.Classify(item.Text, options).ToProto();
        return proto;
    }
}
