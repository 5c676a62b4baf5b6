using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;

namespace Classifier.Server.Grpc;

/// <summary>Creates error statuses with <c>google.rpc</c> details.</summary>
internal static class RpcErrors
{
    /// <summary>The domain of every <see cref="ErrorInfo"/>.</summary>
    public const string Domain = "classifier.v1";

    /// <summary>Creates an INVALID_ARGUMENT status for a field.</summary>
    /// <param name="reason">The machine-readable reason.</param>
    /// <param name="field">The path of the field.</param>
    /// <param name="value">The value of the field, or its size.</param>
    /// <param name="limit">The maximum, or <see langword="null"/> if there is none.</param>
    /// <param name="description">The description of the problem; it follows the name of the field.</param>
    public static RpcStatus InvalidArgument(
        string reason,
        string field,
        double value,
        double? limit,
        string description
    )
    {
        var info = new ErrorInfo { Domain = Domain, Reason = reason };
        info.Metadata["field"] = field;
        info.Metadata["value"] = value.ToString(CultureInfo.InvariantCulture);
        if (limit is { } max)
        {
            info.Metadata["limit"] = max.ToString(CultureInfo.InvariantCulture);
        }

        var violation = new BadRequest.Types.FieldViolation { Field = field, Description = $"{field} {description}." };
        return new RpcStatus
        {
            Code = (int)Code.InvalidArgument,
            Message = violation.Description,
            Details = { Any.Pack(info), Any.Pack(new BadRequest { FieldViolations = { violation } }) },
        };
    }

    /// <summary>Creates an exception that ends a call.</summary>
    /// <param name="code">The status code.</param>
    /// <param name="reason">The machine-readable reason.</param>
    /// <param name="message">The message.</param>
    /// <param name="metadata">The metadata of the <see cref="ErrorInfo"/>.</param>
    /// <param name="details">Further details.</param>
    public static RpcException Create(
        Code code,
        string reason,
        string message,
        IReadOnlyDictionary<string, string>? metadata = null,
        params ReadOnlySpan<IMessage> details
    )
    {
        var info = new ErrorInfo { Domain = Domain, Reason = reason };
        foreach (var (key, value) in metadata ?? new Dictionary<string, string>())
        {
            info.Metadata[key] = value;
        }

        var status = new RpcStatus
        {
            Code = (int)code,
            Message = message,
            Details = { Any.Pack(info) },
        };
        foreach (var detail in details)
        {
            status.Details.Add(Any.Pack(detail));
        }

        return status.ToRpcException();
    }
}
