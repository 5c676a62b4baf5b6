using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Classifier.Cli.CommandLine;

/// <summary>Parses numbers in options, such as <c>0.3</c>, <c>5MB</c>, <c>800kB</c>, <c>10m</c>, and <c>90s</c>.</summary>
internal static partial class QuantityParser
{
    /// <summary>Parses a size in bytes. Units are decimal: 1 MB is 1,000,000 bytes.</summary>
    public static long? ParseBytes(ArgumentResult result)
    {
        if (Size.Match(result.Tokens[0].Value) is { Success: true } match)
        {
            return (long)(
                Number(match)
                * match.Groups["unit"].Value.ToUpperInvariant() switch
                {
                    "KB" => 1e3,
                    "MB" => 1e6,
                    "GB" => 1e9,
                    _ => 1,
                }
            );
        }

        AddError(result, "a number of bytes, kB, MB or GB, such as 5MB");
        return null;
    }

    /// <summary>Parses a duration in seconds, minutes, or hours.</summary>
    public static TimeSpan? ParseDuration(ArgumentResult result)
    {
        if (Duration.Match(result.Tokens[0].Value) is { Success: true } match)
        {
            return TimeSpan.FromSeconds(
                Number(match)
                    * match.Groups["unit"].Value.ToLowerInvariant() switch
                    {
                        "h" => 3600,
                        "m" => 60,
                        _ => 1,
                    }
            );
        }

        AddError(result, "a number of seconds, minutes, or hours, such as 10m");
        return null;
    }

    /// <summary>Parses a number with an optional fraction and without sign or exponent.</summary>
    /// <returns>The number; null if the value is not one.</returns>
    public static double? ParseDecimal(ArgumentResult result) =>
        double.TryParse(
            result.Tokens[0].Value,
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? value
            : null;

    private static void AddError(ArgumentResult result, string expected) =>
        result.AddError(
            $"{(result.Parent as OptionResult)?.Option.Name} must be {expected}, not '{result.Tokens[0].Value}'."
        );

    private static double Number(Match match) =>
        double.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<number>\d{1,12}(\.\d+)?)\s*(?<unit>[kMG]?B)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Size { get; }

    [GeneratedRegex(@"^(?<number>\d{1,9}(\.\d+)?)\s*(?<unit>[smh])?$", RegexOptions.IgnoreCase)]
    private static partial Regex Duration { get; }
}
