using System.Collections.Concurrent;
using Classifier.Access;
using Microsoft.AspNetCore.Connections;

namespace Classifier.Server.Admission;

/// <summary>Finds the callers of calls.</summary>
/// <param name="limits">The limits.</param>
/// <param name="time">The clock.</param>
internal sealed class Callers(ServerLimits limits, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Caller> _keys = new(StringComparer.Ordinal);

    /// <summary>Gets the budget of all calls.</summary>
    public Budget All { get; } = Budget.ForServer(limits, time);

    /// <summary>Makes a new connection a caller, which lives as long as the connection.</summary>
    public void Add(ConnectionContext connection) =>
        connection.Features.Set(new Caller("the connection", limits, limits.HeadlinesPerSecond, time));

    /// <summary>Returns the caller that is the connection of a request.</summary>
    public static Caller OfConnection(HttpContext http) =>
        http.Features.Get<Caller>() ?? throw new InvalidOperationException("The connection is not a caller.");

    /// <summary>Returns the caller that has a key.</summary>
    public Caller OfKey(ApiKey key) =>
        _keys.GetOrAdd(
            key.Id,
            _ => new Caller($"the key {key.Name}", limits, key.HeadlinesPerSecond ?? limits.HeadlinesPerSecond, time)
        );
}
