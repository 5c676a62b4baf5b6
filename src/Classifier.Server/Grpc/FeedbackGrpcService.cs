using Classifier.Feedback;
using Classifier.Server.Admission;
using Classifier.Server.Feedback;
using Classifier.Server.Grpc.Wire;
using Classifier.V1;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Classifier.Server.Grpc;

/// <summary>Takes corrections where the operator named a store for them.</summary>
[BindServiceMethod(typeof(FeedbackGrpcService), nameof(Bind))]
internal sealed class FeedbackGrpcService(FeedbackSettings settings, IServiceProvider services, TimeProvider time)
    : FeedbackService.FeedbackServiceBase
{
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(1);

    public static ServiceDescriptor Descriptor => FeedbackService.Descriptor;

    public static void Bind(ServiceBinderBase binder, FeedbackService.FeedbackServiceBase? service) =>
        FeedbackService.BindService(new MendingBinder(binder), service);

    public override Task<SubmitFeedbackResponse> SubmitFeedback(
        SubmitFeedbackRequest request,
        ServerCallContext context
    )
    {
        if (!settings.IsOn)
        {
            throw Refused(
                Code.Unimplemented,
                "FEEDBACK_OFF",
                "This server takes no feedback; its operator can turn it on with Classifier:Feedback:Store."
            );
        }

        var intake = services.GetRequiredService<FeedbackIntake>();
        var correction = Read(request);
        if (!intake.MayCome(out var wait))
        {
            throw Refused(
                Code.ResourceExhausted,
                "FEEDBACK_TOO_FAST",
                $"More than {settings.MaxPerMinute} corrections a minute came; send this one again later.",
                new RetryInfo { RetryDelay = Duration.FromTimeSpan(wait) }
            );
        }

        return intake.Add(correction) is { } added
            ? Task.FromResult(new SubmitFeedbackResponse { Added = added })
            : throw Refused(
                Code.ResourceExhausted,
                "FEEDBACK_FULL",
                $"The store holds {settings.MaxCorrections} corrections, which is all it may."
            );
    }

    private Correction Read(SubmitFeedbackRequest request)
    {
        var now = time.GetUtcNow();
        if (request.When is { } given && (!IsTime(given) || given.ToDateTimeOffset() > now + MostAhead))
        {
            throw RequestValidation.Failure(
                RequestValidation.Invalid(
                    "FEEDBACK_INVALID",
                    "when",
                    given.Seconds,
                    null,
                    "is no time, or more than a day in the future"
                )
            );
        }

        var correction = new Correction(
            request.Headline,
            [.. request.Topics],
            request.HasBait ? request.Bait : null,
            request.Who,
            request.When?.ToDateTimeOffset() ?? now
        );
        return correction.Validate() is { } defect
            ? throw RequestValidation.Failure(
                RequestValidation.Invalid(
                    "FEEDBACK_INVALID",
                    defect.Field,
                    Size(request, defect.Field),
                    Limit(defect.Field),
                    defect.Problem
                )
            )
            : correction;
    }

    private static bool IsTime(Timestamp given) =>
        given.Nanos is >= 0 and < 1_000_000_000
        && given.Seconds >= DateTimeOffset.MinValue.ToUnixTimeSeconds()
        && given.Seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    private static double Size(SubmitFeedbackRequest request, string field) =>
        field switch
        {
            "headline" => request.Headline.EnumerateRunes().Count(),
            "topics" => request.Topics.Count,
            "bait" => request.Bait,
            "who" => request.Who.Length,
            _ => request
                .Topics[
                    int.Parse(field.AsSpan()["topics[".Length..^1], System.Globalization.CultureInfo.InvariantCulture)
                ]
                .Length,
        };

    private static double Limit(string field) =>
        field switch
        {
            "headline" => Text.HeadlineValidator.MaxCharacters,
            "topics" => Correction.MaxTopics,
            "bait" => Correction.MaxBait,
            _ => Correction.MaxNameLength,
        };

    private static RpcException Refused(
        Code code,
        string reason,
        string message,
        params Google.Protobuf.IMessage[] details
    ) =>
        RequestValidation.Failure(
            new Google.Rpc.Status
            {
                Code = (int)code,
                Message = message,
                Details =
                {
                    details
                        .Prepend(new ErrorInfo { Domain = RequestValidation.Domain, Reason = reason })
                        .Select(Any.Pack),
                },
            }
        );
}
