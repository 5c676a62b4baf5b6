using Classifier.Pages;
using Classifier.Scoring;
using Classifier.V1;
using Google.Protobuf.Collections;
using Grpc.Core;
using ClassifyOptions = Classifier.Scoring.ClassifyOptions;

namespace Classifier.Server.Services;

/// <summary>Classifies headlines, batches, streams and pages.</summary>
internal sealed class ClassifierGrpcService(HeadlineClassifier classifier, RequestValidation validation)
    : ClassifierService.ClassifierServiceBase
{
    /// <summary>After this many headlines a batch lets other calls have the thread, and looks whether it is still wanted.</summary>
    private const int ItemsBetweenYields = 128;

    public override Task<ClassifyResponse> Classify(ClassifyRequest request, ServerCallContext context)
    {
        var options = RequestValidation.Options(request.Options);
        if (validation.Headline(request.Headline, "headline") is { } defect)
            throw RequestValidation.Failure(defect);
        return Task.FromResult(new ClassifyResponse { Classification = classifier.Classify(request.Headline, options).ToProto() });
    }

    public override async Task<ClassifyBatchResponse> ClassifyBatch(ClassifyBatchRequest request, ServerCallContext context)
    {
        var options = RequestValidation.Options(request.Options);
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
                options = RequestValidation.Options(chunk.Options);
            var response = new ClassifyStreamResponse();
            await ClassifyItems(chunk.Items, options, response.Results, context.CancellationToken);
            await responseStream.WriteAsync(response, context.CancellationToken);
        }
    }

    public override async Task<ClassifyPageResponse> ClassifyPage(ClassifyPageRequest request, ServerCallContext context)
    {
        var options = RequestValidation.Options(request.Options);
        var (format, charset, url) = validation.Page(request);
        var page = PageReader.Read(request.Content.Memory, format, charset, url);
        var response = new ClassifyPageResponse { Headline = page.Headline ?? "" };
        if (page.Headline is { } headline && validation.Headline(headline, "headline") is null)
            response.Classification = classifier.Classify(headline, options).ToProto();
        foreach (var module in page.Modules)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            response.Modules.Add(new V1.PageModule
            {
                Title = module.Title ?? "",
                Kind = module.Kind.ToProto(),
                Items = { module.Items.Select(item => Classify(item, options)) },
            });
        }

        return response;
    }

    private async Task ClassifyItems(RepeatedField<ClassifyItem> items, ClassifyOptions options,
        RepeatedField<ClassifyResult> results, CancellationToken cancellation)
    {
        validation.Items(items.Count);
        for (var i = 0; i < items.Count; i++)
        {
            if (i % ItemsBetweenYields == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                await Task.Yield();
            }

            var result = new ClassifyResult { Id = items[i].Id };
            if (validation.Headline(items[i].Headline, $"items[{i}].headline") is { } defect)
                result.Error = defect;
            else
                result.Classification = classifier.Classify(items[i].Headline, options).ToProto();
            results.Add(result);
        }
    }

    private V1.PageItem Classify(Pages.PageItem item, ClassifyOptions options)
    {
        var proto = new V1.PageItem
        {
            Text = item.Text,
            Href = item.Href ?? "",
            Date = item.Date ?? "",
            Section = item.Section ?? "",
        };
        if (validation.Headline(item.Text, "text") is { } defect)
            proto.Error = defect;
        else
            proto.Classification = classifier.Classify(item.Text, options).ToProto();
        return proto;
    }
}
