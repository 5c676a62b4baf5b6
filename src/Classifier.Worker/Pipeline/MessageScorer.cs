using System.Buffers;
using System.Text;
using System.Text.Json;
using Classifier.Deduplication;
using Classifier.Scoring;
using Classifier.Server.Admission;
using Classifier.Server.Grpc;
using Classifier.Server.Json;
using Classifier.Server.Serving;
using Classifier.Server.Telemetry;
using Classifier.Worker.Messages;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using ClassifyOptions = Classifier.Scoring.ClassifyOptions;
using RpcStatus = Google.Rpc.Status;

namespace Classifier.Worker.Pipeline;

/// <summary>Scores messages with the served models. What cannot be read or scored becomes a dead letter.</summary>
internal sealed class MessageScorer(
    WorkerOptions options,
    MessageDecoder decoder,
    ModelSelector models,
    RequestValidation validation,
    PageScheduler pages,
    HeadlineStatistics statistics
)
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _json;

    private Classification? _unscored;

    /// <summary>Scores messages on all cores.</summary>
    /// <returns>The scored messages in the same order.</returns>
    public ScoredMessage[] Score(IReadOnlyList<WorkMessage> messages, CancellationToken cancellationToken)
    {
        var scored = new ScoredMessage[messages.Count];
        Parallel.For(
            0,
            scored.Length,
            new ParallelOptions { CancellationToken = cancellationToken },
            i => scored[i] = Score(messages[i])
        );
        return scored;
    }

    /// <summary>Scores a message.</summary>
    public ScoredMessage Score(WorkMessage message)
    {
        try
        {
            return message.Defect is { } defect ? ScoredMessage.CreateDead(message, defect)
                : options.Kind == MessageKind.Page ? ScorePage(message)
                : ScoreHeadlines(message, decoder.Decode(message));
        }
        catch (RpcException e)
        {
            return ScoredMessage.CreateDead(message, ToDefect(JsonErrors.ToStatus(e)));
        }
    }

    private ScoredMessage ScoreHeadlines(WorkMessage message, DecodedMessage decoded)
    {
        var selected = models.Select(decoded.Options);
        var requested = RequestValidation.ReadOptions(decoded.Options, selected.Stable.TopicCount);
        var headlines = decoded.Headlines;
        var errors = new RpcStatus?[headlines.Count];
        for (var i = 0; i < errors.Length; i++)
        {
            errors[i] = validation.ValidateHeadline(headlines[i].Headline, GetPath(i));
        }

        var stories = decoded.Options?.Cluster == true ? NumberStories(headlines, errors) : null;
        var results = new List<WorkResult>(headlines.Count);
        var dead = new List<DeadLetter>();
        for (var i = 0; i < headlines.Count; i++)
        {
            var (id, headline) = headlines[i];
            if (errors[i] is { } error)
            {
                int? item = options.Kind == MessageKind.Text ? null : i;
                dead.Add(
                    new DeadLetter(
                        item is null ? message.Body : Encoding.UTF8.GetBytes(headline),
                        id,
                        item,
                        ToDefect(error)
                    )
                );
                continue;
            }

            var classification = Classify(selected, headline, requested);
            var key = id.Length > 0 ? id : ResultKey.Compute(headline, classification.ModelVersions);
            results.Add(new WorkResult(key, Write(classification, requested.Explain, stories?[i] ?? 0)));
        }

        selected.RecordCall();
        return new ScoredMessage(message, results, dead);
    }

    /// <summary>Returns the path of a headline in its message, for errors.</summary>
    private string GetPath(int item) =>
        options.Kind != MessageKind.Text ? $"items[{item}].headline"
        : options.Field.Length > 0 ? options.Field
        : "message";

    private static int[] NumberStories(IReadOnlyList<DecodedHeadline> headlines, RpcStatus?[] errors)
    {
        RequestValidation.ValidateClusteredCount(headlines.Count);
        return Stories.Number([.. headlines.Select((headline, i) => errors[i] is null ? headline.Headline : null)]);
    }

    private ScoredMessage ScorePage(WorkMessage message)
    {
        var selected = models.Select(null);
        var (format, charset, url) = validation.ReadPage(
            new V1.ClassifyPageRequest { Content = UnsafeByteOperations.UnsafeWrap(message.Body) }
        );
        var page = pages.Read(message.Body, format, charset, url, CancellationToken.None);
        var versions = new ModelVersions(selected.Stable.TopicVersion, selected.Stable.ClickbaitVersion);
        var creating = PageResponse.CreateAsync(
            page,
            validation,
            isClustered: false,
            headline =>
            {
                var classification = Classify(selected, headline, ClassifyOptions.Default);
                versions = classification.ModelVersions;
                return ValueTask.FromResult(classification.ToProto());
            }
        );
        var response = creating.GetAwaiter().GetResult(); // scoring does not wait
        selected.RecordCall();
        var key = message.Id.Length > 0 ? message.Id : ResultKey.Compute(message.Body.Span, versions);
        return new ScoredMessage(message, [new WorkResult(key, Encoding.UTF8.GetBytes(JsonText.Format(response)))], []);
    }

    private Classification Classify(CallModels selected, string headline, ClassifyOptions requested)
    {
        if (options.Unscored && _unscored is { } unscored)
        {
            return unscored with { Headline = headline };
        }

        var model = selected.Accurate is null ? selected.For(headline, headline) : selected.Stable;
        var classification =
            selected.Accurate?.Classify(headline, requested) ?? model.Classifier.Classify(headline, requested);
        statistics.Add(model, headline, classification.Summary, selected.Accurate is not null);
        if (options.Unscored)
        {
            _unscored = classification;
        }

        return classification;
    }

    private static byte[] Write(Classification classification, bool reasons, int story)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(1_024);
        var json = _json ??= new Utf8JsonWriter(buffer, ClassificationJson.Options);
        ClassificationJson.Write(json, classification, reasons, story);
        json.Flush();
        var value = buffer.WrittenSpan.ToArray();
        json.Reset();
        buffer.ResetWrittenCount();
        return value;
    }

    private static MessageDefect ToDefect(RpcStatus status) =>
        new(status.GetDetail<ErrorInfo>()?.Reason ?? ((Code)status.Code).ToString(), status.Message);
}
