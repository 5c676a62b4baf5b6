using System.Globalization;
using StackExchange.Redis;

namespace Classifier.Worker.Sources.Redis;

/// <summary>Measures the lag of a consumer group from the ids of entries. The field <c>lag</c> of Redis is not used, because it is wrong
/// after a crash of the server.</summary>
/// <param name="database">The database.</param>
/// <param name="stream">The stream.</param>
/// <param name="group">The consumer group.</param>
internal sealed class RedisLag(IDatabase database, RedisKey stream, string group)
{
    /// <summary>The number of entries that are counted at once, so that Redis is not held up.</summary>
    private const int PageSize = 1_000;

    /// <summary>The number of entries that are counted. If there are more, the rest is estimated from the times in the ids.</summary>
    private const int MaxCounted = 50_000;

    /// <summary>Returns the number of entries that the group has not acknowledged: those that it has not delivered, and those that are
    /// delivered and not acknowledged.</summary>
    public async Task<long> MeasureAsync()
    {
        var info = (await database.StreamGroupInfoAsync(stream)).FirstOrDefault(info => info.Name == group);
        var delivered = info.LastDeliveredId ?? "0-0";
        var length = await database.StreamLengthAsync(stream);
        if (delivered == "0-0")
        {
            return length;
        }

        var (counted, last) = (0L, delivered);
        while (counted < MaxCounted)
        {
            var page = (RedisResult[])
                (await database.ScriptEvaluateAsync(RedisScripts.Count, [stream], [last, PageSize]))!;
            counted += (long)page[0];
            last = (string)page[1]!;
            if ((long)page[0] < PageSize)
            {
                return counted + info.PendingMessageCount;
            }
        }

        return await EstimateAsync(counted, GetTime(delivered), GetTime(last), length) + info.PendingMessageCount;
    }

    /// <summary>Assumes that the rest of the entries is as close together as those that were counted.</summary>
    private async Task<long> EstimateAsync(long counted, long first, long last, long length)
    {
        var end = (await database.StreamRangeAsync(stream, count: 1, messageOrder: Order.Descending))
            .Select(entry => GetTime(entry.Id.ToString()))
            .FirstOrDefault(last);
        var rest = (double)counted * (end - last) / Math.Max(1, last - first);
        return Math.Min(length, counted + (long)rest);
    }

    /// <summary>Returns the time of an id in milliseconds.</summary>
    private static long GetTime(string id) => long.Parse(id.Split('-')[0], CultureInfo.InvariantCulture);
}
