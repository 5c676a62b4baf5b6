using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;

namespace Classifier.Client;

/// <summary>Represents an error of a call, or of an item of a batch, stream, or page.</summary>
public sealed class ClassifierException : Exception
{
    private ClassifierException(RpcStatus status, Exception? innerException)
        : base(status.Message, innerException)
    {
        var info = status.GetDetail<ErrorInfo>();
        StatusCode = (StatusCode)status.Code;
        Reason = info?.Reason;
        Metadata = info?.Metadata.AsReadOnly() ?? new Dictionary<string, string>().AsReadOnly();
        FieldViolations = [.. status.GetDetail<BadRequest>()?.FieldViolations ?? []];
        RetryDelay = status.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan();
    }

    /// <summary>Gets the status code.</summary>
    public StatusCode StatusCode { get; }

    /// <summary>Gets the reason, such as <c>HEADLINE_TOO_LONG</c>, or <see langword="null"/> if the error does not come from the
    /// server, as with deadlines and lost connections.</summary>
    public string? Reason { get; }

    /// <summary>Gets further facts about the reason, such as the limit that was exceeded.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Gets the invalid fields of the request and what is wrong with them.</summary>
    public IReadOnlyList<BadRequest.Types.FieldViolation> FieldViolations { get; }

    /// <summary>Gets the time after which the call may succeed, or <see langword="null"/> if the server names none.</summary>
    public TimeSpan? RetryDelay { get; }

    /// <summary>Reads the error of an item.</summary>
    /// <param name="status">The error.</param>
    public static ClassifierException FromStatus(RpcStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return new ClassifierException(status, null);
    }

    /// <summary>Reads the error of a call.</summary>
    /// <param name="exception">The exception of the call.</param>
    /// <param name="isDeadlineExpired">Whether the deadline of the call has expired. Grpc.Net.Client now and then reports INTERNAL or
    /// UNAVAILABLE for a response that arrives as the deadline expires.</param>
    internal static ClassifierException FromCall(RpcException exception, bool isDeadlineExpired) =>
        new(
            exception.GetRpcStatus()
                ?? (
                    isDeadlineExpired && exception.StatusCode is (StatusCode.Internal or StatusCode.Unavailable)
                        ? new RpcStatus { Code = (int)StatusCode.DeadlineExceeded, Message = "The deadline expired." }
                        : new RpcStatus { Code = (int)exception.StatusCode, Message = exception.Status.Detail }
                ),
            exception
        );
}
