using System.Globalization;
using Classifier.Server.Grpc;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Classifier.Server.Admission;

/// <summary>Bounds what the calls in flight of a scope take up, so that the server's memory does not depend on the number of callers, and
/// no caller takes all of it.</summary>
internal sealed class Budget
{
    private readonly string _scope;
    private readonly bool _isShared;
    private readonly BoundedAmount[] _amounts;

    private Budget(string scope, bool isShared, TimeProvider time, params long[] max)
    {
        (_scope, _isShared) = (scope, isShared);
        _amounts = [.. max.Select(limit => new BoundedAmount(limit, time))];
    }

    /// <summary>Creates the budget of all calls.</summary>
    public static Budget ForServer(ServerLimits limits, TimeProvider time) =>
        new(
            "the server",
            isShared: true,
            time,
            limits.MaxBytesInFlight,
            limits.MaxItemsInFlight,
            limits.MaxAccurateItems
        );

    /// <summary>Creates the budget of the calls of a key or of a connection.</summary>
    /// <param name="scope">The scope for messages, such as <c>the connection</c>.</param>
    /// <param name="limits">The limits.</param>
    /// <param name="time">The clock.</param>
    public static Budget ForCaller(string scope, ServerLimits limits, TimeProvider time) =>
        new(
            scope,
            isShared: false,
            time,
            limits.MaxBytesPerCaller,
            limits.MaxItemsPerCaller,
            limits.MaxAccurateItemsPerCaller
        );

    /// <summary>Gets what is in flight of a resource.</summary>
    public long GetInFlight(Resource resource) => _amounts[(int)resource].InFlight;

    /// <summary>Reserves an amount if the limit allows it.</summary>
    public bool TryReserve(Resource resource, long amount) => _amounts[(int)resource].TryAdd(amount);

    /// <summary>Releases an amount.</summary>
    public void Release(Resource resource, long amount) => _amounts[(int)resource].Remove(amount);

    /// <summary>Creates the exception for an amount that exceeds the limit: RESOURCE_EXHAUSTED with the time after which it is expected
    /// to fit.</summary>
    public RpcException CreateException(Resource resource, long amount)
    {
        var bounded = _amounts[(int)resource];
        var (reason, unit, advice, setting) = resource switch
        {
            Resource.Bytes => (
                "BYTES_IN_FLIGHT",
                "bytes",
                "Send smaller messages, or try again later.",
                _isShared ? nameof(ServerLimits.MaxBytesInFlight) : nameof(ServerLimits.MaxBytesPerCaller)
            ),
            Resource.Items => (
                "ITEMS_IN_FLIGHT",
                "items",
                "Send smaller batches, or try again later.",
                _isShared ? nameof(ServerLimits.MaxItemsInFlight) : nameof(ServerLimits.MaxItemsPerCaller)
            ),
            _ => (
                "ACCURATE_QUEUE_FULL",
                "headlines for the accurate model",
                "Send smaller batches, try again later, or use the fast model.",
                _isShared ? nameof(ServerLimits.MaxAccurateItems) : nameof(ServerLimits.MaxAccurateItemsPerCaller)
            ),
        };
        return RpcErrors.Create(
            Code.ResourceExhausted,
            reason,
            $"The calls of {_scope} have reached the limit of {bounded.Max} {unit} in flight. {advice}",
            new Dictionary<string, string>
            {
                ["limit"] = bounded.Max.ToString(CultureInfo.InvariantCulture),
                ["setting"] = $"{ServerLimits.Section}:{setting}",
                ["scope"] = _scope,
            },
            new RetryInfo { RetryDelay = Duration.FromTimeSpan(bounded.EstimateDelay(amount)) }
        );
    }
}
