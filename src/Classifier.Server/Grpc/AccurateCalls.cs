using System.Text;
using Classifier.Onnx;
using Classifier.Server.Admission;
using Classifier.Server.Grpc.Calls;
using Classifier.Server.Grpc.Wire;
using Classifier.Server.Serving;
using Classifier.Server.Telemetry;
using Classifier.V1;
using Google.Protobuf;
using Classification = Classifier.Scoring.Classification;
using ClassifyOptions = Classifier.Scoring.ClassifyOptions;
using RpcStatus = Google.Rpc.Status;

namespace Classifier.Server.Grpc;

/// <summary>Answers calls with the accurate model.</summary>
internal sealed class AccurateCalls(
    RequestValidation validation,
    AccurateScheduler scheduler,
    HeadlineStatistics statistics
)
{
    /// <summary>Classifies the headline of a unary call.</summary>
    public async Task<EncodedResponse> ClassifyAsync(
        ModelSnapshot model,
        AccurateClassifier accurate,
        string headline,
        ClassifyOptions options,
        CallRecord record,
        CallContext call
    )
    {
        using var scoring = record.Begin(CallStage.Score);
        var classification = await ClassifyAsync(accurate, headline, options, isUnary: true, call);
        statistics.Add(model, headline, classification.Summary, isAccurate: true);
        record.AddItems(classified: 1, invalid: 0);
        var message = new ClassifyResponse { Classification = classification.ToProto() };
        var response = new EncodedResponse();
        message.WriteTo(response.Append(message.CalculateSize()));
        return response;
    }

    /// <summary>Classifies a headline of a page.</summary>
    public async Task<V1.Classification> ClassifyPageItemAsync(
        ModelSnapshot model,
        AccurateClassifier accurate,
        string headline,
        ClassifyOptions options,
        CallContext call
    )
    {
        var classification = await ClassifyAsync(accurate, headline, options, isUnary: false, call);
        statistics.Add(model, headline, classification.Summary, isAccurate: true);
        return classification.ToProto();
    }

    /// <summary>Classifies the headlines of a batch or of a chunk of a stream.</summary>
    public async Task<EncodedResponse> ClassifyAsync(
        ModelSnapshot model,
        AccurateClassifier accurate,
        ItemsRequest request,
        ClassifyOptions options,
        int[] stories,
        CallContext call,
        CallRecord record
    )
    {
        var items = Enumerable.Range(0, request.Count).Select(i => Read(request, i)).ToList();
        var cost = items.Count * AccurateScheduler.GetCost(options);
        call.Reserve(Resource.AccurateItems, cost);
        using var scoring = record.Begin(CallStage.Score);
        using var abandoned = CancellationTokenSource.CreateLinkedTokenSource(call.Cancellation);
        var tasks = items
            .Select(item =>
                item.Error is null
                    ? scheduler.ClassifyAsync(
                        accurate,
                        item.Headline,
                        options,
                        call.Caller,
                        isUnary: false,
                        abandoned.Token
                    )
                    : null
            )
            .ToList();
        var response = new EncodedResponse(call);
        try
        {
            for (var i = 0; i < items.Count; i++)
            {
                if (tasks[i] is { } task)
                {
                    var classification = await task;
                    statistics.Add(model, items[i].Headline, classification.Summary, isAccurate: true);
                    ClassificationEncoder.AddResult(
                        request.Id(i),
                        classification.ToProto(),
                        stories.ElementAtOrDefault(i),
                        response
                    );
                }
                else
                {
                    ClassificationEncoder.AddResult(request.Id(i), items[i].Error!, response);
                }
            }

            var invalid = items.Count(item => item.Error is not null);
            record.AddItems(items.Count - invalid, invalid);
            return response;
        }
        catch
        {
            await abandoned.CancelAsync();
            response.Dispose();
            throw;
        }
        finally
        {
            call.Release(Resource.AccurateItems, cost);
        }
    }

    private async Task<Classification> ClassifyAsync(
        AccurateClassifier accurate,
        string headline,
        ClassifyOptions options,
        bool isUnary,
        CallContext call
    )
    {
        var cost = AccurateScheduler.GetCost(options);
        call.Reserve(Resource.AccurateItems, cost);
        try
        {
            return await scheduler.ClassifyAsync(accurate, headline, options, call.Caller, isUnary, call.Cancellation);
        }
        finally
        {
            call.Release(Resource.AccurateItems, cost);
        }
    }

    private (string Headline, RpcStatus? Error) Read(ItemsRequest request, int item)
    {
        var headline = Encoding.UTF8.GetString(request.Headline(item));
        return (headline, validation.ValidateHeadline(headline, $"items[{item}].headline"));
    }
}
