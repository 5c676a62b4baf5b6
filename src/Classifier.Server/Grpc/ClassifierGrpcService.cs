using System.Text;
using Classifier.Deduplication;
using Classifier.Editing;
using Classifier.Pages;
using Classifier.Scoring;
using Classifier.Server.Admission;
using Classifier.Server.Grpc.Calls;
using Classifier.Server.Grpc.Wire;
using Classifier.Server.Hosting;
using Classifier.Server.Serving;
using Classifier.Server.Telemetry;
using Classifier.Text;
using Classifier.V1;
using Google.Protobuf;
using Grpc.Core;
using ClassifyOptions = Classifier.Scoring.ClassifyOptions;

namespace Classifier.Server.Grpc;

/// <summary>Classifies headlines, batches, streams, and pages.</summary>
internal sealed class ClassifierGrpcService(
    ModelSelector models,
    ServerLimits limits,
    RequestValidation validation,
    BulkScheduler scheduler,
    PageScheduler pages,
    ServerShutdown shutdown,
    AccurateCalls accurateCalls,
    HeadlineStatistics statistics
) : EncodedClassifierService
{
    /// <summary>The maximum size of a headline that is decoded into a per-thread buffer. Longer headlines are rare.</summary>
    private const int MaxBufferedBytes = 4 * TextNormalizer.MaxLength;

    /// <summary>The cost of a headline of a comparison relative to one that is classified: it is explained, and its changes are
    /// scored.</summary>
    private const int ComparisonCostFactor = 10 * BulkScheduler.ExplanationCostFactor;

    /// <summary>The bytes of a page that take about as long as a headline.</summary>
    private const int PageBytesPerHeadline = 100;

    [ThreadStatic]
    private static HeadlineScores? _scores;

    [ThreadStatic]
    private static char[]? _characters;

    private static HeadlineScores Scores => _scores ??= new HeadlineScores();

    public override Task<EncodedResponse> Classify(ClassifyRequest request, ServerCallContext context)
    {
        scheduler.RecordUnaryCall();
        var record = CallRecord.Of(context.GetHttpContext());
        var selected = models.Select(request.Options);
        var options = RequestValidation.ReadOptions(request.Options, selected.Stable.TopicCount);
        if (validation.ValidateHeadline(request.Headline, "headline") is { } error)
        {
            throw error.ToRpcException();
        }

        var call = CallContext.Of(context.GetHttpContext());
        call.Charge(GetHeadlines(1, options));
        if (selected.Accurate is { } accurate)
        {
            selected.RecordCall();
            return accurateCalls.ClassifyAsync(selected.Stable, accurate, request.Headline, options, record, call);
        }

        using var scoring = record.Begin(CallStage.Score);

        var model = selected.For(request.Headline, request.Headline);
        model.RecordCall(isAccurate: false);
        var response = new EncodedResponse();
        if (options.Explain)
        {
            var classification = model.Classifier.Classify(request.Headline, options);
            statistics.Add(model, request.Headline, classification.Summary);
            var message = new ClassifyResponse { Classification = classification.ToProto() };
            message.WriteTo(response.Append(message.CalculateSize()));
        }
        else
        {
            model.Classifier.Classify(request.Headline, options, Scores);
            statistics.Add(model, request.Headline, Scores.Summary);
            model.Encoder.AddResponse(request.Headline, Scores, response);
        }

        record.AddItems(classified: 1, invalid: 0);
        return Task.FromResult(response);
    }

    public override async Task ClassifyBatch(
        ItemsRequest request,
        IServerStreamWriter<EncodedResponse> responseStream,
        ServerCallContext context
    )
    {
        var http = context.GetHttpContext();
        var response = await ClassifyBatchAsync(request, CallContext.Of(http), CallRecord.Of(http));
        await new ResponseWriter(http).WriteAsync(response);
    }

    /// <summary>Classifies a batch of headlines.</summary>
    /// <param name="request">The request, which is disposed.</param>
    /// <param name="call">The call.</param>
    /// <param name="record">The record of the call.</param>
    /// <returns>The encoded ClassifyBatchResponse.</returns>
    public async Task<EncodedResponse> ClassifyBatchAsync(ItemsRequest request, CallContext call, CallRecord record)
    {
        using (request)
        {
            request.Parse(limits.MaxBatchItems);
            return await ClassifyAsync(request, request.Options, call, record);
        }
    }

    public override async Task ClassifyStream(
        IAsyncStreamReader<ItemsRequest> requestStream,
        IServerStreamWriter<EncodedResponse> responseStream,
        ServerCallContext context
    )
    {
        var http = context.GetHttpContext();
        var call = CallContext.Of(http);
        var record = CallRecord.Of(http);
        var writer = new ResponseWriter(http);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(call.Cancellation, shutdown.GraceExpired);
        V1.ClassifyOptions? options = null;
        var sending = Task.CompletedTask;
        try
        {
            // The next chunk is read and classified while the response to the previous one is sent. A client that does not
            // take its responses therefore has at most two of them.
            await foreach (var chunk in requestStream.ReadAllAsync(ending.Token))
            {
                using (chunk)
                {
                    chunk.Parse(limits.MaxBatchItems);
                    options = chunk.Options ?? options;
                    var response = await ClassifyAsync(chunk, options, call, record);
                    await sending;
                    sending = writer.WriteAsync(response);
                }
            }
        }
        catch (Exception)
            when (shutdown.GraceExpired.IsCancellationRequested && !call.Cancellation.IsCancellationRequested)
        {
            throw ServerShutdown.CreateUnavailable();
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
        var http = context.GetHttpContext();
        var (call, record) = (CallContext.Of(http), CallRecord.Of(http));
        var selected = models.Select(request.Options);
        var options = RequestValidation.ReadOptions(request.Options, selected.Stable.TopicCount);
        var (format, charset, url) = validation.ReadPage(request);
        call.Charge(request.Content.Length / PageBytesPerHeadline);
        var page = await pages.ReadAsync(
            request.Content.Memory,
            format,
            charset,
            url,
            call.Caller,
            record,
            call.Cancellation
        );
        call.Reserve(Resource.Items, page.HeadlineCount);
        return await ClassifyAsync(selected, page, options, request.Options?.Cluster == true, call, record);
    }

    public override async Task<CompareHeadlinesResponse> CompareHeadlines(
        CompareHeadlinesRequest request,
        ServerCallContext context
    )
    {
        var http = context.GetHttpContext();
        var (call, record) = (CallContext.Of(http), CallRecord.Of(http));
        var fast = models.SelectFast(request.Options);
        var options = RequestValidation.ReadOptions(request.Options, fast.TopicCount);
        RequestValidation.ValidateComparedCount(request.Headlines.Count);
        call.Charge((long)request.Headlines.Count * ComparisonCostFactor);
        var errors = request
            .Headlines.Select((headline, i) => validation.ValidateHeadline(headline, $"headlines[{i}]"))
            .ToArray();
        string[] valid = [.. request.Headlines.Where((_, i) => errors[i] is null)];
        using var turn = await record.WaitAsync(scheduler.EnterAsync(call.Caller, call.Cancellation));
        using var scoring = record.Begin(CallStage.Score);
        var cost = ComparisonCostFactor * valid.Sum(headline => headline.Length);
        await record.WaitAsync(turn.SpendAsync(cost, call.Cancellation));
        var compared = HeadlineComparison.Compare(fast.Classifier, valid, options);
        foreach (var headline in compared)
        {
            statistics.Add(fast, headline.Classification.Headline, headline.Classification.Summary);
        }

        fast.RecordCall(isAccurate: false);
        record.AddItems(valid.Length, errors.Length - valid.Length);
        var results = new Queue<V1.ComparedHeadline>(compared.Select(ProtoMapping.ToProto));
        return new CompareHeadlinesResponse
        {
            Headlines = { errors.Select(error => error is null ? results.Dequeue() : new() { Error = error }) },
        };
    }

    private async Task<ClassifyPageResponse> ClassifyAsync(
        CallModels models,
        Page page,
        ClassifyOptions options,
        bool isClustered,
        CallContext call,
        CallRecord record
    )
    {
        // The accurate model has a queue of its own.
        using var turn = models.Accurate is null
            ? await record.WaitAsync(scheduler.EnterAsync(call.Caller, call.Cancellation))
            : null;
        using var scoring = record.Begin(CallStage.Score);
        var (isAnsweredByStable, isAnsweredByCanary) = (false, false);
        async ValueTask<V1.Classification> ScoreAsync(string headline)
        {
            if (models.Accurate is { } accurate)
            {
                isAnsweredByStable = true;
                return await accurateCalls.ClassifyPageItemAsync(models.Stable, accurate, headline, options, call);
            }

            await record.WaitAsync(turn!.SpendAsync(GetCost(headline.Length, options), call.Cancellation));
            var model = models.For(headline, headline);
            isAnsweredByStable |= model == models.Stable;
            isAnsweredByCanary |= model != models.Stable;
            var classification = model.Classifier.Classify(headline, options);
            statistics.Add(model, headline, classification.Summary);
            return classification.ToProto();
        }

        var response = await PageResponse.CreateAsync(
            page,
            validation,
            isClustered,
            ScoreAsync,
            item =>
            {
                var isClassified = item.Classification is not null;
                record.AddItems(isClassified ? 1 : 0, isClassified ? 0 : 1);
                call.Reserve(item.CalculateSize());
            }
        );
        record.AddItems(response.Classification is null ? 0 : 1, invalid: 0);
        models.RecordCall(isAnsweredByStable, isAnsweredByCanary);
        return response;
    }

    /// <summary>Classifies a batch or a chunk. A method of its own, so that an open stream holds no models between chunks.</summary>
    private async Task<EncodedResponse> ClassifyAsync(
        ItemsRequest request,
        V1.ClassifyOptions? requested,
        CallContext call,
        CallRecord record
    )
    {
        var selected = models.Select(requested);
        var options = RequestValidation.ReadOptions(requested, selected.Stable.TopicCount);
        validation.ValidateItemCount(request.Count);
        call.Charge(GetHeadlines(request.Count, options));
        var stories = requested?.Cluster == true ? await NumberStoriesAsync(request, call, record) : [];
        if (selected.Accurate is { } accurate)
        {
            selected.RecordCall();
            return await accurateCalls.ClassifyAsync(
                selected.Stable,
                accurate,
                request,
                options,
                stories,
                call,
                record
            );
        }

        call.Reserve(Resource.Items, request.Count);
        var response = new EncodedResponse(call);
        try
        {
            using var turn = await record.WaitAsync(scheduler.EnterAsync(call.Caller, call.Cancellation));
            using var scoring = record.Begin(CallStage.Score);
            var (isAnsweredByStable, isAnsweredByCanary, classified) = (false, false, 0);
            for (var i = 0; i < request.Count; i++)
            {
                await record.WaitAsync(
                    turn.SpendAsync(GetCost(request.Headline(i).Length, options), call.Cancellation)
                );
                if (AddResult(selected, request, i, options, stories.ElementAtOrDefault(i), response) is { } model)
                {
                    classified++;
                    isAnsweredByStable |= model == selected.Stable;
                    isAnsweredByCanary |= model != selected.Stable;
                }
            }

            record.AddItems(classified, request.Count - classified);
            selected.RecordCall(isAnsweredByStable, isAnsweredByCanary);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
        finally
        {
            call.Release(Resource.Items, request.Count);
        }
    }

    private static long GetHeadlines(int count, ClassifyOptions options) =>
        (long)count * (options.Explain ? BulkScheduler.ExplanationCostFactor : 1);

    private async Task<int[]> NumberStoriesAsync(ItemsRequest request, CallContext call, CallRecord record)
    {
        RequestValidation.ValidateClusteredCount(request.Count);
        var headlines = Enumerable
            .Range(0, request.Count)
            .Select(i => Encoding.UTF8.GetString(request.Headline(i)))
            .Select(headline => validation.IsValid(headline) ? headline : null)
            .ToArray();
        using var turn = await record.WaitAsync(scheduler.EnterAsync(call.Caller, call.Cancellation));
        using var scoring = record.Begin(CallStage.Score);
        return Stories.Number(headlines);
    }

    private static int GetCost(int characters, ClassifyOptions options) =>
        characters * (options.Explain ? BulkScheduler.ExplanationCostFactor : 1);

    /// <summary>Classifies an item and appends its result.</summary>
    /// <returns>The models that answered; null if the item is invalid.</returns>
    private ModelSnapshot? AddResult(
        CallModels models,
        ItemsRequest request,
        int item,
        ClassifyOptions options,
        int story,
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
            return null;
        }

        var model = models.For(headline);
        if (options.Explain)
        {
            var classification = model.Classifier.Classify(headline.ToString(), options);
            statistics.Add(model, headline, classification.Summary);
            ClassificationEncoder.AddResult(id, classification.ToProto(), story, response);
        }
        else
        {
            model.Classifier.Classify(headline, options, Scores);
            statistics.Add(model, headline, Scores.Summary);
            model.Encoder.AddResult(id, utf8, Scores, story, response);
        }

        return model;
    }
}
