using StackExchange.Redis;
using Xunit;

namespace Classifier.Worker.Tests;

/// <summary>Writes messages to streams of Redis, and reads what workers have written.</summary>
internal static class Streams
{
    /// <summary>Adds headlines with the ids 0, 1, 2, and so on.</summary>
    public static async Task AddAsync(this RedisServer redis, string stream, IEnumerable<string> headlines)
    {
        var batch = redis.Database.CreateBatch();
        var added = headlines
            .Select((headline, i) => batch.StreamAddAsync(stream, [new("value", headline), new("id", i)]) as Task)
            .ToArray();
        batch.Execute();
        await Task.WhenAll(added);
    }

    /// <summary>Waits until a stream has a number of entries.</summary>
    /// <returns>All entries of the stream.</returns>
    public static async Task<StreamEntry[]> WaitForAsync(this RedisServer redis, string stream, int count)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                if (await redis.Database.StreamLengthAsync(stream) >= count)
                {
                    return await redis.Database.StreamRangeAsync(stream);
                }
            }
            catch (Exception e) when (e is RedisConnectionException or RedisTimeoutException or RedisServerException)
            {
                // A server that was killed is not up yet.
            }

            await Task.Delay(20, timeout.Token);
        }
    }

    /// <summary>Returns the keys of results, or the ids of dead letters.</summary>
    public static string[] Get(this StreamEntry[] entries, string field) =>
        [.. entries.Select(entry => entry[field].ToString())];
}
