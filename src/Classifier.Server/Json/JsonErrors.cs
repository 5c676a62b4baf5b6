using System.Globalization;
using Classifier.Server.Grpc;
using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;

namespace Classifier.Server.Json;

/// <summary>Creates the errors of requests in JSON and maps statuses to HTTP.</summary>
internal static class JsonErrors
{
    /// <summary>The reason of errors about the content type of a request.</summary>
    public const string UnsupportedType = "MEDIA_TYPE_UNSUPPORTED";

    private const int ClientClosedRequest = 499;
    private const int MaxNameLength = 200;

    /// <summary>The errors that mean that a request is too large, and that sending it again does not help.</summary>
    private static readonly string[] TooLarge = ["MESSAGE_TOO_LARGE", "PAGE_TOO_LARGE", "PAGE_TOO_COMPLEX"];

    /// <summary>Returns the HTTP status code of an error.</summary>
    public static int GetHttpStatus(RpcStatus status) =>
        (Code)status.Code switch
        {
            _ when status.GetDetail<ErrorInfo>() is { } info && TooLarge.Contains(info.Reason) =>
                StatusCodes.Status413PayloadTooLarge,
            _ when status.GetDetail<ErrorInfo>()?.Reason == UnsupportedType =>
                StatusCodes.Status415UnsupportedMediaType,
            Code.InvalidArgument or Code.FailedPrecondition or Code.OutOfRange => StatusCodes.Status400BadRequest,
            Code.Unauthenticated => StatusCodes.Status401Unauthorized,
            Code.PermissionDenied => StatusCodes.Status403Forbidden,
            Code.NotFound => StatusCodes.Status404NotFound,
            Code.AlreadyExists or Code.Aborted => StatusCodes.Status409Conflict,
            Code.ResourceExhausted => StatusCodes.Status429TooManyRequests,
            Code.Cancelled => ClientClosedRequest,
            Code.Unimplemented => StatusCodes.Status501NotImplemented,
            Code.Unavailable => StatusCodes.Status503ServiceUnavailable,
            Code.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
            _ => StatusCodes.Status500InternalServerError,
        };

    /// <summary>Returns the value of the header <c>Retry-After</c>, in seconds, or <see langword="null"/> if the error does
    /// not give a delay.</summary>
    public static string? GetRetryAfter(RpcStatus status) =>
        status.GetDetail<RetryInfo>()?.RetryDelay is { } delay
            ? Math.Max(1, Math.Ceiling(delay.ToTimeSpan().TotalSeconds)).ToString(CultureInfo.InvariantCulture)
            : null;

    /// <summary>Returns the status of an exception.</summary>
    public static RpcStatus ToStatus(RpcException exception) =>
        exception.GetRpcStatus()
        ?? new RpcStatus { Code = (int)exception.StatusCode, Message = exception.Status.Detail };

    /// <summary>Creates the exception for a field that does not exist.</summary>
    public static RpcException UnknownField(string path, IEnumerable<string> known) =>
        Invalid("FIELD_UNKNOWN", path, $"does not exist; the fields are: {string.Join(", ", known)}");

    /// <summary>Creates the exception for a value that cannot be read.</summary>
    /// <param name="reason">The machine-readable reason.</param>
    /// <param name="field">The path of the field.</param>
    /// <param name="problem">The description of the problem; it follows the name of the field.</param>
    public static RpcException Invalid(string reason, string field, string problem)
    {
        var name = field.Length <= MaxNameLength ? field : $"{field[..MaxNameLength]}…";
        var violation = new BadRequest.Types.FieldViolation { Field = name, Description = $"{name} {problem}." };
        return RpcErrors.Create(
            Code.InvalidArgument,
            reason,
            violation.Description,
            new Dictionary<string, string> { ["field"] = name },
            new BadRequest { FieldViolations = { violation } }
        );
    }
}
