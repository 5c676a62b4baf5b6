using System.Globalization;
using Classifier.Server.Grpc;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Classifier.Server.Admission;

/// <summary>Bounds the bytes and items of all calls in flight, so that the server's memory does not depend on the number of
/// callers.</summary>
/// <remarks>Counts the bytes of requests as received and as decompressed, and the bytes of responses that are not sent
/// yet.</remarks>
/// <param name="limits">The limits.</param>
internal sealed class MessageBudget(ServerLimits limits)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(250);
    private long _bytes;
    private long _items;

    /// <summary>Gets the bytes in flight.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Gets the items in flight.</summary>
    public long Items => Interlocked.Read(ref _items);

    /// <summary>Reserves bytes.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: too many bytes are in flight.</exception>
    public void ReserveBytes(long bytes)
    {
        var max = limits.MaxBytesInFlight;
        if (Interlocked.Add(ref _bytes, bytes) > max)
        {
            ReleaseBytes(bytes);
            throw Exhausted("BYTES_IN_FLIGHT", "bytes", max, "Send smaller messages, or try again later.");
        }
    }

    /// <summary>Releases bytes.</summary>
    public void ReleaseBytes(long bytes) => Interlocked.Add(ref _bytes, -bytes);

    /// <summary>Reserves items.</summary>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: too many items are in flight.</exception>
    public void ReserveItems(int items)
    {
        var max = limits.MaxItemsInFlight;
        if (Interlocked.Add(ref _items, items) > max)
        {
            ReleaseItems(items);
            throw Exhausted("ITEMS_IN_FLIGHT", "items", max, "Send smaller batches, or try again later.");
        }
    }

    /// <summary>Releases items.</summary>
    public void ReleaseItems(int items) => Interlocked.Add(ref _items, -items);

    private static RpcException Exhausted(string reason, string unit, long max, string advice) =>
        RpcErrors.Create(
            Code.ResourceExhausted,
            reason,
            $"The server is busy: the calls in flight have reached the limit of {max} {unit}. {advice}",
            new Dictionary<string, string> { ["limit"] = max.ToString(CultureInfo.InvariantCulture) },
            new RetryInfo { RetryDelay = Duration.FromTimeSpan(RetryDelay) }
        );
}
