using System.Globalization;
using Classifier.Feedback;
using Classifier.Server.Feedback;
using Classifier.Server.Grpc.Calls;
using Classifier.Server.Grpc.Wire;
using Classifier.Text;
using Classifier.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Classifier.Server.Grpc;

/// <summary>Accepts corrections if the operator has configured a store for them.</summary>
[BindServiceMethod(typeof(FeedbackGrpcService), nameof(Bind))]
internal sealed class FeedbackGrpcService(FeedbackOptions feedback, IServiceProvider services, TimeProvider time)
    : FeedbackService.FeedbackServiceBase
{
    /// <summary>The tolerance for client clocks that are ahead.</summary>
    private static readonly TimeSpan MaxClockSkew = TimeSpan.FromDays(1);

    private static RetryInfo RetryLater => new() { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) };

    public static ServiceDescriptor Descriptor => FeedbackService.Descriptor;

    public static void Bind(ServiceBinderBase binder, FeedbackService.FeedbackServiceBase? service) =>
        FeedbackService.BindService(new Utf8RepairBinder(Descriptor, binder), service);

    public override async Task<SubmitFeedbackResponse> SubmitFeedback(
        SubmitFeedbackRequest request,
        ServerCallContext context
    )
    {
        if (!feedback.IsEnabled)
        {
            throw RpcErrors.Create(
                Code.Unimplemented,
                "FEEDBACK_OFF",
                $"This server does not accept feedback. Set {FeedbackOptions.Section}:{nameof(feedback.Store)} to enable it."
            );
        }

        var writer = services.GetRequiredService<FeedbackWriter>();
        var correction = ReadCorrection(request);
        if (!writer.TryAcquire(out var retryAfter))
        {
            throw RpcErrors.Create(
                Code.ResourceExhausted,
                "FEEDBACK_TOO_FAST",
                $"The limit of {feedback.MaxPerMinute} corrections per minute is reached. Try again later.",
                null,
                new RetryInfo { RetryDelay = Duration.FromTimeSpan(retryAfter) }
            );
        }

        var call = CallContext.Of(context.GetHttpContext());
        return await writer.AddAsync(correction, call.Cancellation) switch
        {
            FeedbackOutcome.Added => new SubmitFeedbackResponse { Added = true },
            FeedbackOutcome.Duplicate => new SubmitFeedbackResponse { Added = false },
            FeedbackOutcome.StoreFull => throw RpcErrors.Create(
                Code.ResourceExhausted,
                "FEEDBACK_FULL",
                $"The store has reached its limit of {feedback.MaxCorrections} corrections."
            ),
            FeedbackOutcome.DiskFull => throw RpcErrors.Create(
                Code.ResourceExhausted,
                "FEEDBACK_DISK_FULL",
                "The disk of the store is full. The correction was not stored."
            ),
            FeedbackOutcome.QueueFull => throw RpcErrors.Create(
                Code.ResourceExhausted,
                "FEEDBACK_QUEUE_FULL",
                $"{feedback.MaxQueued} corrections wait to be written, which is the limit. Try again later.",
                null,
                RetryLater
            ),
            _ => throw RpcErrors.Create(
                Code.Unavailable,
                "FEEDBACK_STORE_BUSY",
                $"The store did not take the correction within {feedback.WriteTimeoutSeconds} seconds. Send it again.",
                null,
                RetryLater
            ),
        };
    }

    private Correction ReadCorrection(SubmitFeedbackRequest request)
    {
        var now = time.GetUtcNow();
        if (request.When is { } when && (!IsValid(when) || when.ToDateTimeOffset() > now + MaxClockSkew))
        {
            throw Invalid("when", when.Seconds, null, "is not a valid time, or is more than a day in the future");
        }

        var correction = new Correction(
            request.Headline,
            [.. request.Topics],
            request.HasBait ? request.Bait : null,
            request.Who,
            request.When?.ToDateTimeOffset() ?? now
        );
        return correction.Validate() is var (field, problem)
            ? throw Invalid(field, GetSize(request, field), GetLimit(field), problem)
            : correction;
    }

    private static bool IsValid(Timestamp time) =>
        time.Nanos is >= 0 and < 1_000_000_000
        && time.Seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds()
        && time.Seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private static double GetSize(SubmitFeedbackRequest request, string field) =>
        field switch
        {
            "headline" => request.Headline.EnumerateRunes().Count(),
            "topics" => request.Topics.Count,
            "bait" => request.Bait,
            "who" => request.Who.Length,
            _ => request.Topics[int.Parse(field.AsSpan()["topics[".Length..^1], CultureInfo.InvariantCulture)].Length,
        };

    private static double GetLimit(string field) =>
        field switch
        {
            "headline" => HeadlineValidator.MaxCharacters,
            "topics" => Correction.MaxTopics,
            "bait" => Correction.MaxBait,
            _ => Correction.MaxNameLength,
        };

    private static RpcException Invalid(string field, double value, double? limit, string problem) =>
        RpcErrors.InvalidArgument("FEEDBACK_INVALID", field, value, limit, problem).ToRpcException();
}
