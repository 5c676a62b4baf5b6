using System.Globalization;

namespace Classifier.Server.Grpc.Calls;

/// <summary>Parses the header <c>grpc-timeout</c>: up to eight digits and a unit
/// (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md).</summary>
internal static class GrpcTimeout
{
    private const int MaxDigits = 8;

    /// <summary>The maximum that a timer supports.</summary>
    private static readonly TimeSpan Max = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>Parses a timeout.</summary>
    public static bool TryParse(string? text, out TimeSpan timeout)
    {
        timeout = default;
        if (
            text is not { Length: >= 2 and <= MaxDigits + 1 }
            || !long.TryParse(
                text.AsSpan(0, text.Length - 1),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var value
            )
        )
        {
            return false;
        }

        var ticks = text[^1] switch
        {
            'H' => TimeSpan.TicksPerHour,
            'M' => TimeSpan.TicksPerMinute,
            'S' => TimeSpan.TicksPerSecond,
            'm' => TimeSpan.TicksPerMillisecond,
            'u' => TimeSpan.TicksPerMicrosecond,
            'n' => 0,
            _ => -1,
        };
        timeout = TimeSpan.FromTicks(ticks == 0 ? value / TimeSpan.NanosecondsPerTick : value * ticks);
        timeout = timeout > Max ? Max : timeout;
        return ticks >= 0;
    }
}
