using System.Globalization;
using System.Net.Http.Headers;
using Classifier.Pages;
using Classifier.Scoring;
using Classifier.Text;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;

namespace Classifier.Server.Admission;

/// <summary>Says what is wrong with a request, in google.rpc details: which field, how large it is, and the limit.</summary>
/// <param name="limits">The limits.</param>
/// <param name="topics">How many topics the topic model tells apart: no more can be asked for.</param>
public sealed class RequestValidation(ServerLimits limits, int topics)
{
    /// <summary>The domain of all reasons.</summary>
    public const string Domain = "classifier.v1";

    /// <summary>Whether a headline can be classified.</summary>
    public bool Accepts(ReadOnlySpan<char> headline) =>
        HeadlineValidator.Validate(headline, limits.MaxHeadlineCharacters, out _) == HeadlineError.None;

    /// <summary>What is wrong with a headline; null when nothing is.</summary>
    /// <param name="headline">The headline.</param>
    /// <param name="field">The path of its field, such as <c>items[3].headline</c>.</param>
    public RpcStatus? Headline(ReadOnlySpan<char> headline, string field)
    {
        var most = limits.MaxHeadlineCharacters;
        return HeadlineValidator.Validate(headline, most, out var characters) switch
        {
            HeadlineError.Empty => Invalid(
                "HEADLINE_EMPTY",
                field,
                characters,
                most,
                $"has no visible character; a headline has 1 to {most}"
            ),
            HeadlineError.TooLong => Invalid(
                "HEADLINE_TOO_LONG",
                field,
                characters,
                most,
                $"has {characters} characters; a headline has at most {most}"
            ),
            HeadlineError.InvalidText => Invalid(
                "HEADLINE_NOT_TEXT",
                field,
                characters,
                most,
                "is not text: it holds control characters, or bytes that are not UTF-8"
            ),
            _ => null,
        };
    }

    /// <summary>Reads options.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT: one is out of range.</exception>
    public ClassifyOptions Options(V1.ClassifyOptions? options)
    {
        if (options is null)
        {
            return ClassifyOptions.Default;
        }

        if (options.HasTopK && (options.TopK < 1 || options.TopK > topics))
        {
            throw Failure(
                Invalid(
                    "TOP_K_OUT_OF_RANGE",
                    "options.top_k",
                    options.TopK,
                    topics,
                    $"is {options.TopK}; it must be 1 to {topics}"
                )
            );
        }

        if (options.HasMinScore && !(options.MinScore is >= 0 and <= 1))
        {
            throw Failure(
                Invalid(
                    "MIN_SCORE_OUT_OF_RANGE",
                    "options.min_score",
                    options.MinScore,
                    1,
                    $"is {options.MinScore.ToString(CultureInfo.InvariantCulture)}; it must be 0 to 1"
                )
            );
        }

        return new ClassifyOptions
        {
            TopK = options.HasTopK ? options.TopK : ClassifyOptions.Default.TopK,
            MinScore = options.HasMinScore ? options.MinScore : null,
            Explain = options.Explain,
        };
    }

    /// <summary>Checks how many items there are.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT: none, or too many.</exception>
    public void Items(int count)
    {
        var most = limits.MaxBatchItems;
        if (count == 0)
        {
            throw Failure(Invalid("BATCH_EMPTY", "items", 0, most, $"is empty; send 1 to {most}"));
        }

        if (count > most)
        {
            throw Failure(
                Invalid(
                    "BATCH_TOO_LARGE",
                    "items",
                    count,
                    most,
                    $"has {count} items; send at most {most} at once, or use ClassifyStream"
                )
            );
        }
    }

    /// <summary>Reads how a page is written, and checks its size and address.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT: something is wrong.</exception>
    public (PageFormat? Format, string? Charset, Uri? Url) Page(V1.ClassifyPageRequest request)
    {
        var most = limits.MaxPageBytes;
        if (request.Content.IsEmpty)
        {
            throw Failure(Invalid("PAGE_EMPTY", "content", 0, most, "is empty; send the page as saved"));
        }

        if (request.Content.Length > most)
        {
            throw Failure(
                Invalid(
                    "PAGE_TOO_LARGE",
                    "content",
                    request.Content.Length,
                    most,
                    $"has {request.Content.Length} bytes; a page has at most {most}"
                )
            );
        }

        Uri? url = null;
        if (
            request.Url.Length > 0
            && (!Uri.TryCreate(request.Url, UriKind.Absolute, out url) || url.Scheme is not ("http" or "https"))
        )
        {
            throw Failure(
                Invalid(
                    "URL_INVALID",
                    "url",
                    request.Url.Length,
                    null,
                    "is not an absolute http or https address; leave it empty when it is not known"
                )
            );
        }

        if (request.ContentType.Length == 0)
        {
            return (null, null, url);
        }

        var charset = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.CharSet : null;
        return type?.MediaType?.ToLowerInvariant() switch
        {
            "text/html" or "application/xhtml+xml" => (PageFormat.Html, charset, url),
            "text/plain" => (PageFormat.Text, charset, url),
            _ => throw Failure(
                Invalid(
                    "CONTENT_TYPE_UNSUPPORTED",
                    "content_type",
                    request.ContentType.Length,
                    null,
                    "is not text/html or text/plain; leave it empty to have it guessed"
                )
            ),
        };
    }

    /// <summary>An error that ends the call.</summary>
    public static RpcException Failure(RpcStatus status) => status.ToRpcException();

    /// <summary>Says that a value is an invalid argument.</summary>
    /// <param name="reason">The reason, for programs.</param>
    /// <param name="field">The path of the value's field.</param>
    /// <param name="value">The value, or its size.</param>
    /// <param name="limit">The largest that is taken; null where there is no such limit.</param>
    /// <param name="description">What is wrong, for people, to be read after the field's name.</param>
    public static RpcStatus Invalid(string reason, string field, double value, double? limit, string description)
    {
        var info = new ErrorInfo { Domain = Domain, Reason = reason };
        info.Metadata["field"] = field;
        info.Metadata["value"] = value.ToString(CultureInfo.InvariantCulture);
        if (limit is { } most)
        {
            info.Metadata["limit"] = most.ToString(CultureInfo.InvariantCulture);
        }

        var violation = new BadRequest.Types.FieldViolation { Field = field, Description = $"{field} {description}." };
        return new RpcStatus
        {
            Code = (int)Code.InvalidArgument,
            Message = violation.Description,
            Details = { Any.Pack(info), Any.Pack(new BadRequest { FieldViolations = { violation } }) },
        };
    }
}
