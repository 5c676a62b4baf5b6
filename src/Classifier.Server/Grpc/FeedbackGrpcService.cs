using System.Globalization;
using Classifier.Feedback;
using Classifier.Server.Feedback;
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

    public static ServiceDescriptor Descriptor => FeedbackService.Descriptor;

    public static void Bind(ServiceBinderBase binder, FeedbackService.FeedbackServiceBase? service) =>
        FeedbackService.BindService(new Utf8RepairBinder(binder), service);

    public override Task<SubmitFeedbackResponse> SubmitFeedback(
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

        return writer.Add(correction) is { } added
            ? Task.FromResult(new SubmitFeedbackResponse { Added = added })
            : throw RpcErrors.Create(
                Code.ResourceExhausted,
                "FEEDBACK_FULL",
                $"The store has reached its limit of {feedback.MaxCorrections} corrections."
            );
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
