using System.Globalization;
using Classifier.Worker.Messages;
using StackExchange.Redis;

namespace Classifier.Worker.Sources.Redis;

/// <summary>Contains the scripts that Redis runs. A script is one transaction: nothing comes between its commands, and the append-only
/// file has all of them or none.</summary>
internal static class RedisScripts
{
    /// <summary>Acknowledges messages and writes what belongs to them. A message that was acknowledged before, by this worker or by one
    /// that has taken it over, is left out, so that the script can be repeated when its answer was lost.</summary>
    public const string Complete = """
        local next = 2
        local function take()
          next = next + 1
          return ARGV[next - 1]
        end
        while next <= #ARGV do
          local entry, results, dead = take(), tonumber(take()), tonumber(take())
          local isMine = redis.call('XACK', KEYS[1], ARGV[1], entry) == 1
          for _ = 1, results do
            local key, value = take(), take()
            if isMine then
              redis.call('XADD', KEYS[2], '*', 'key', key, 'value', value)
            end
          end
          for _ = 1, dead do
            local body, id, item, place, reason, err = take(), take(), take(), take(), take(), take()
            if isMine then
              redis.call('XADD', KEYS[3], '*', 'value', body, 'id', id, 'item', item, 'place', place,
                'reason', reason, 'error', err)
            end
          end
        end
        """;

    /// <summary>Removes a consumer that has no messages. Redis would lose the messages of another one.</summary>
    public const string Leave = """
        if #redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 1, ARGV[2]) == 0 then
          redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2])
        end
        """;

    /// <summary>Counts the entries after an id, up to a maximum, and returns the id of the last one.</summary>
    public const string Count = """
        local entries = redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ARGV[2])
        return {#entries, #entries > 0 and entries[#entries][1] or ARGV[1]}
        """;

    /// <summary>Creates the arguments of <see cref="Complete"/>.</summary>
    public static RedisValue[] CreateCompletion(string group, IReadOnlyList<ScoredMessage> messages)
    {
        var arguments = new List<RedisValue>(1 + (5 * messages.Count)) { group };
        foreach (var (message, results, dead) in messages)
        {
            arguments.AddRange([((RedisMessage)message).Entry, results.Count, dead.Count]);
            foreach (var (key, value) in results)
            {
                arguments.AddRange([key, value]);
            }

            foreach (var letter in dead)
            {
                arguments.AddRange([
                    letter.Body,
                    letter.Id,
                    letter.Item?.ToString(CultureInfo.InvariantCulture) ?? "",
                    message.Place,
                    letter.Defect.Reason,
                    letter.Defect.Error,
                ]);
            }
        }

        return [.. arguments];
    }
}
