using System.Text;
using Classifier.Pages;
using Classifier.Scoring;
using Classifier.Server.Admission;
using Classifier.Server.Grpc.Wire;
using Classifier.Server.Serving;
using Classifier.Text;
using Classifier.V1;
using Google.Protobuf;
using Grpc.Core;
using ClassifyOptions = Classifier.Scoring.ClassifyOptions;

namespace Classifier.Server.Grpc;

/// <summary>Classifies headlines, batches, streams and pages.</summary>
internal sealed class ClassifierGrpcService(ServedModels models, RequestValidation validation, BulkScheduler scheduler)
    : EncodedClassifierService
{
    /// <summary>The maximum size of a headline that is decoded into a per-thread buffer. Longer headlines are rare.</summary>
    private const int MaxBufferedBytes = 4 * TextNormalizer.MaxLength;

    [ThreadStatic]
    private static HeadlineScores? _scores;

    [ThreadStatic]
    private static char[]? _characters;

    private static HeadlineScores Scores => _scores ??= new HeadlineScores();

    public override Task<EncodedResponse> Classify(ClassifyRequest request, ServerCallContext context)
    {
        scheduler.RecordUnaryCall();
        var model = models.Current;
        var options = RequestValidation.ReadOptions(request.Options, model.TopicCount);
        if (validation.ValidateHeadline(request.Headline, "headline") is { } error)
        {
            throw error.ToRpcException();
        }

        var response = new EncodedResponse();
        if (options.Explain)
        {
            var message = new ClassifyResponse
            {
                Classification = model.Classifier.Classify(request.Headline, options).ToProto(),
            };
            message.WriteTo(response.Append(message.CalculateSize()));
        }
        else
        {
            model.Classifier.Classify(request.Headline, options, Scores);
            model.Encoder.AddResponse(request.Headline, Scores, response);
        }

        return Task.FromResult(response);
    }

    public override async Task<EncodedResponse> ClassifyBatch(ItemsRequest request, ServerCallContext context)
    {
        using (request)
        {
            var model = models.Current;
            var options = RequestValidation.ReadOptions(request.Options, model.TopicCount);
            return await ClassifyAsync(model, request, options, context.CancellationToken);
        }
    }

    public override async Task ClassifyStream(
        IAsyncStreamReader<ItemsRequest> requestStream,
        IServerStreamWriter<EncodedResponse> responseStream,
        ServerCallContext context
    )
    {
        var options = ClassifyOptions.Default;
        var sending = Task.CompletedTask;
        try
        {
            // The next chunk is read and classified while the response to the previous one is sent.
            await foreach (var chunk in requestStream.ReadAllAsync(context.CancellationToken))
            {
                using (chunk)
                {
                    var model = models.Current;
                    if (chunk.Options is not null)
                    {
                        options = RequestValidation.ReadOptions(chunk.Options, model.TopicCount);
                    }

                    var response = await ClassifyAsync(model, chunk, options, context.CancellationToken);
                    await sending;
                    sending = responseStream.WriteAsync(response, context.CancellationToken);
                }
            }
        }
        finally
        {
            await sending;
        }
    }

    public override async Task<ClassifyPageResponse> ClassifyPage(
        ClassifyPageRequest request,
        ServerCallContext context
    )
    {
        var model = models.Current;
        var options = RequestValidation.ReadOptions(request.Options, model.TopicCount);
        var (format, charset, url) = validation.ReadPage(request);
        await scheduler.EnterAsync();
        try
        {
            var page = PageReader.Read(request.Content.Memory, format, charset, url);
            return await ClassifyAsync(model.Classifier, page, options, context.CancellationToken);
        }
        finally
        {
            scheduler.Exit();
        }
    }

    private async Task<ClassifyPageResponse> ClassifyAsync(
        HeadlineClassifier classifier,
        Page page,
        ClassifyOptions options,
        CancellationToken cancellation
    )
    {
        var response = new ClassifyPageResponse { Headline = page.Headline ?? "" };
        if (page.Headline is { } headline && validation.IsValid(headline))
        {
            response.Classification = classifier.Classify(headline, options).ToProto();
        }

        var cost = 0;
        foreach (var module in page.Modules)
        {
            var proto = new V1.PageModule
            {
                Position = response.Modules.Count + 1,
                Title = module.Title ?? "",
                Kind = module.Kind.ToProto(),
            };
            foreach (var item in module.Items)
            {
                cost = await SpendAsync(cost, item.Text.Length, options, cancellation);
                var field = $"modules[{response.Modules.Count}].items[{proto.Items.Count}].text";
                proto.Items.Add(Classify(classifier, item, proto.Items.Count + 1, field, options));
            }

            response.Modules.Add(proto);
        }

        return response;
    }

    private async Task<EncodedResponse> ClassifyAsync(
        ModelSnapshot model,
        ItemsRequest request,
        ClassifyOptions options,
        CancellationToken cancellation
    )
    {
        validation.ValidateItemCount(request.Count);
        var response = new EncodedResponse();
        await scheduler.EnterAsync();
        try
        {
            var cost = 0;
            for (var i = 0; i < request.Count; i++)
            {
                cost = await SpendAsync(cost, request.Headline(i).Length, options, cancellation);
                AddResult(model, request, i, options, response);
            }
        }
        finally
        {
            scheduler.Exit();
        }

        return response;
    }

    /// <summary>Adds the cost of a headline to the cost of the current turn, and ends the turn if its budget is spent.</summary>
    /// <returns>The cost of the current turn.</returns>
    private async ValueTask<int> SpendAsync(
        int spent,
        int characters,
        ClassifyOptions options,
        CancellationToken cancellation
    )
    {
        spent += characters * (options.Explain ? BulkScheduler.ExplanationCostFactor : 1);
        if (spent < BulkScheduler.TurnCost)
        {
            return spent;
        }

        cancellation.ThrowIfCancellationRequested();
        await scheduler.YieldAsync();
        return 0;
    }

    private void AddResult(
        ModelSnapshot model,
        ItemsRequest request,
        int item,
        ClassifyOptions options,
        EncodedResponse response
    )
    {
        var id = request.Id(item);
        var utf8 = request.Headline(item);
        var characters =
            utf8.Length <= MaxBufferedBytes ? _characters ??= new char[MaxBufferedBytes] : new char[utf8.Length];
        var headline = characters.AsSpan(0, Encoding.UTF8.GetChars(utf8, characters));
        if (!validation.IsValid(headline))
        {
            var error = validation.ValidateHeadline(headline, $"items[{item}].headline")!;
            ClassificationEncoder.AddResult(id, error, response);
        }
        else if (options.Explain)
        {
            var classification = model.Classifier.Classify(headline.ToString(), options).ToProto();
            ClassificationEncoder.AddResult(id, classification, response);
        }
        else
        {
            model.Classifier.Classify(headline, options, Scores);
            model.Encoder.AddResult(id, utf8, Scores, response);
        }
    }

    private V1.PageItem Classify(
        HeadlineClassifier classifier,
        Pages.PageItem item,
        int position,
        string field,
        ClassifyOptions options
    )
    {
        var proto = new V1.PageItem
        {
            Position = position,
            Text = item.Text,
            Href = item.Href ?? "",
            Date = item.Date ?? "",
            Section = item.Section ?? "",
        };
        if (validation.ValidateHeadline(item.Text, field) is { } error)
        {
            proto.Error = error;
        }
        else
        {
            proto.Classification = classifier.Classify(item.Text, options).ToProto();
        }

        return proto;
    }
}
