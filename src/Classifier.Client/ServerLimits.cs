using Classifier.V1;

namespace Classifier.Client;

/// <summary>Keeps the limits of the servers, which are read again when they are older than five minutes.</summary>
internal sealed class ServerLimits
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    private volatile Entry? _entry;

    /// <summary>Gets the limits.</summary>
    /// <param name="read">Reads the limits from a server.</param>
    public async ValueTask<Limits> GetAsync(Func<Task<GetServerInfoResponse>> read)
    {
        var entry = _entry;
        if (entry is null || Environment.TickCount64 - entry.ReadAt > MaxAge.TotalMilliseconds)
        {
            var info = await read().ConfigureAwait(false);
            _entry = entry = new Entry(info.Limits, Environment.TickCount64);
        }

        return entry.Limits;
    }

    private sealed record Entry(Limits Limits, long ReadAt);
}
