using System.Globalization;
using System.Net.Http.Headers;
using Classifier.Deduplication;
using Classifier.Editing;
using Classifier.Pages;
using Classifier.Scoring;
using Classifier.Server.Grpc;
using Classifier.Text;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;

namespace Classifier.Server.Admission;

/// <summary>Validates requests. Errors carry <c>google.rpc</c> details with the field, its value or size, and the limit.</summary>
/// <param name="limits">The limits.</param>
internal sealed class RequestValidation(ServerLimits limits)
{
    /// <summary>Determines whether a headline can be classified.</summary>
    public bool IsValid(ReadOnlySpan<char> headline) =>
        HeadlineValidator.Validate(headline, limits.MaxHeadlineCharacters, out _) == HeadlineError.None;

    /// <summary>Validates a headline.</summary>
    /// <param name="headline">The headline.</param>
    /// <param name="field">The path of its field, such as <c>items[3].headline</c>.</param>
    /// <returns>The error, or <see langword="null"/> if the headline is valid.</returns>
    public RpcStatus? ValidateHeadline(ReadOnlySpan<char> headline, string field)
    {
        var max = limits.MaxHeadlineCharacters;
        return HeadlineValidator.Validate(headline, max, out var characters) switch
        {
            HeadlineError.Empty => RpcErrors.InvalidArgument(
                "HEADLINE_EMPTY",
                field,
                characters,
                max,
                $"has no visible character; send 1 to {max} characters"
            ),
            HeadlineError.TooLong => RpcErrors.InvalidArgument(
                "HEADLINE_TOO_LONG",
                field,
                characters,
                max,
                $"has {characters} characters; the maximum is {max}"
            ),
            HeadlineError.InvalidText => RpcErrors.InvalidArgument(
                "HEADLINE_NOT_TEXT",
                field,
                characters,
                max,
                "is not valid text: it contains control characters, or bytes that are not UTF-8"
            ),
            _ => null,
        };
    }

    /// <summary>Validates and converts options.</summary>
    /// <param name="options">The options, or <see langword="null"/> for the defaults.</param>
    /// <param name="topicCount">The number of topics that the model distinguishes.</param>
    /// <exception cref="RpcException">INVALID_ARGUMENT: an option is out of range.</exception>
    public static ClassifyOptions ReadOptions(V1.ClassifyOptions? options, int topicCount)
    {
        if (options is null)
        {
            return ClassifyOptions.Default;
        }

        if (options.HasTopK && (options.TopK < 1 || options.TopK > topicCount))
        {
            throw RpcErrors
                .InvalidArgument(
                    "TOP_K_OUT_OF_RANGE",
                    "options.top_k",
                    options.TopK,
                    topicCount,
                    $"is {options.TopK}; it must be between 1 and {topicCount}"
                )
                .ToRpcException();
        }

        if (options.HasMinScore && !(options.MinScore is >= 0 and <= 1))
        {
            throw RpcErrors
                .InvalidArgument(
                    "MIN_SCORE_OUT_OF_RANGE",
                    "options.min_score",
                    options.MinScore,
                    1,
                    $"is {options.MinScore.ToString(CultureInfo.InvariantCulture)}; it must be between 0 and 1"
                )
                .ToRpcException();
        }

        return new ClassifyOptions
        {
            TopK = options.HasTopK ? options.TopK : ClassifyOptions.Default.TopK,
            MinScore = options.HasMinScore ? options.MinScore : null,
            Explain = options.Explain,
        };
    }

    /// <summary>Validates the number of items in a batch or chunk.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT: there are no items, or too many.</exception>
    public void ValidateItemCount(int count)
    {
        var max = limits.MaxBatchItems;
        if (count == 0)
        {
            throw RpcErrors
                .InvalidArgument("BATCH_EMPTY", "items", 0, max, $"is empty; send 1 to {max} items")
                .ToRpcException();
        }

        if (count > max)
        {
            throw RpcErrors
                .InvalidArgument(
                    "BATCH_TOO_LARGE",
                    "items",
                    count,
                    max,
                    $"has {count} items; the maximum is {max}. Send smaller batches, or use ClassifyStream"
                )
                .ToRpcException();
        }
    }

    /// <summary>Validates the number of items in a batch or chunk whose stories are numbered.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT: there are too many.</exception>
    public static void ValidateClusteredCount(int count)
    {
        const int Max = Stories.MaxHeadlines;
        if (count > Max)
        {
            throw RpcErrors
                .InvalidArgument(
                    "CLUSTER_TOO_LARGE",
                    "items",
                    count,
                    Max,
                    $"has {count} items; the maximum with options.cluster is {Max}"
                )
                .ToRpcException();
        }
    }

    /// <summary>Validates the number of headlines to compare.</summary>
    /// <exception cref="RpcException">INVALID_ARGUMENT: there are too few headlines, or too many.</exception>
    public static void ValidateComparedCount(int count)
    {
        const int Min = HeadlineComparison.MinHeadlines;
        const int Max = HeadlineComparison.MaxHeadlines;
        if (count is < Min or > Max)
        {
            throw RpcErrors
                .InvalidArgument(
                    "COMPARISON_SIZE_OUT_OF_RANGE",
                    "headlines",
                    count,
                    Max,
                    $"has {count} headlines; send {Min} to {Max} for one story"
                )
                .ToRpcException();
        }
    }

    /// <summary>Validates a page request and determines the format of the page.</summary>
    /// <returns>The format and charset that the client declared, or <see langword="null"/>, and the URL of the page.</returns>
    /// <exception cref="RpcException">INVALID_ARGUMENT: the content, its type or the URL is invalid.</exception>
    public (PageFormat? Format, string? Charset, Uri? Url) ReadPage(V1.ClassifyPageRequest request)
    {
        ValidatePageSize(request.Content.Length);
        var url = ReadUrl(request.Url);
        if (request.ContentType.Length == 0)
        {
            return (null, null, url);
        }

        var charset = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.CharSet : null;
        return type?.MediaType?.ToLowerInvariant() switch
        {
            "text/html" or "application/xhtml+xml" => (PageFormat.Html, charset, url),
            "text/plain" => (PageFormat.Text, charset, url),
            _ => throw RpcErrors
                .InvalidArgument(
                    "CONTENT_TYPE_UNSUPPORTED",
                    "content_type",
                    request.ContentType.Length,
                    null,
                    "is neither text/html nor text/plain; leave it empty to detect the type from the content"
                )
                .ToRpcException(),
        };
    }

    private void ValidatePageSize(int bytes)
    {
        var max = limits.MaxPageBytes;
        if (bytes == 0)
        {
            throw RpcErrors
                .InvalidArgument("PAGE_EMPTY", "content", 0, max, "is empty; send the saved page")
                .ToRpcException();
        }

        if (bytes > max)
        {
            throw RpcErrors
                .InvalidArgument("PAGE_TOO_LARGE", "content", bytes, max, $"has {bytes} bytes; the maximum is {max}")
                .ToRpcException();
        }
    }

    private static Uri? ReadUrl(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw RpcErrors
                .InvalidArgument(
                    "URL_INVALID",
                    "url",
                    text.Length,
                    null,
                    "is not an absolute http or https URL; leave it empty if it is unknown"
                )
                .ToRpcException();
    }
}
